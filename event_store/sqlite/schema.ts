import { DatabaseSync } from "node:sqlite";

/**
 * `position` has no gaps. The category index serves stream prefixes, the type index type filters; both only ever grow at
 * their hot ends, so an append stays cheap. Ids need no index: repeats are judged at known revisions.
 */
const schema = `
  create table if not exists events (
    position integer primary key,
    stream text not null,
    revision integer not null,
    id text not null,
    type text not null,
    data text not null,
    metadata text not null,
    recorded_at text not null,
    category text generated always as (substr(stream, 1, instr(stream, '-'))) virtual,
    unique (stream, revision)
  ) strict;
  create index if not exists events_by_type on events (type);
  create index if not exists events_by_category on events (category);
`;

const version = 1;

/** Opens the log's database for writing, made when missing, durable through power loss. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    // FULL: an append is on the disk before it is acknowledged. Bytes of the log never contain erased plain text
    // (personal fields are ciphertext), so pages need no overwriting here.
    database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 67108864");
    const found = Number(database.prepare("pragma user_version").get()?.user_version);
    if (found > version) {
      throw new Error(`${file} was written by a newer version (${found}, this one knows ${version})`);
    }
    database.exec(`begin immediate; ${schema}; pragma user_version = ${version}; commit`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens the log's database for reading, beside the process that owns it. */
export function openDatabaseReadOnly(file: string): DatabaseSync {
  return new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
}
