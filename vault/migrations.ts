/** What the two databases call things. */
export interface Words {
  bytes: string;
  /** A primary key that grows by itself. */
  counter: string;
}

/** Forward only: a step that has been released never changes. */
export const migrations: readonly ((words: Words) => string[])[] = [
  ({ bytes, counter }) => [
    `create table meta (name text primary key, value ${bytes} not null)`,
    "create table erasure_count (number integer not null)",
    "insert into erasure_count (number) values (0)",
    `create table studio_keys (studio text primary key, wrapped ${bytes} not null)`,
    `create table persons (
      studio text not null, address_hash text not null, person_id text not null unique,
      primary key (studio, address_hash))`,
    `create table person_keys (
      person_id text not null, purpose text not null, studio text not null, wrapped ${bytes} not null,
      primary key (person_id, purpose))`,
    "create table erased (person_id text primary key, studio text not null, erased_at text not null)",
    `create table requests (
      command_id text primary key, body_hash text not null, owner text, started_at text not null,
      expires_at text not null, status integer, answer ${bytes})`,
    "create index requests_by_expiry on requests (expires_at)",
    `create table secrets (
      studio text not null, name text not null, value ${bytes} not null, primary key (studio, name))`,
    `create table mails (
      number ${counter}, message_id text not null unique, studio text, kept_at text not null,
      repeats integer not null, content ${bytes} not null)`,
    `create table mail_persons (
      message_id text not null, person_id text not null, primary key (message_id, person_id))`,
    "create index mail_persons_by_person on mail_persons (person_id)",
  ],
];

/** Statements that bring a vault at `version` up to date. @throws when a newer program wrote it */
export function stepsFrom(version: number, words: Words): string[] {
  if (version > migrations.length) {
    throw new Error(`the vault was written by a newer version (${version}, this one knows ${migrations.length})`);
  }
  return migrations.slice(version).flatMap((step) => step(words));
}
