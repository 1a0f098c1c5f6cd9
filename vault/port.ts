import type { DatabaseSync } from "node:sqlite";
import type pg from "pg";
import type { PersonId, RegistrationId } from "../domain/ids.ts";

/** What is precious and not a fact: who somebody is, the keys to their data, connection secrets, answers, mails. */
export interface Vault extends Persons, PersonKeys, LinkTokens {
  /** Named by the first fact of the log; a mismatch refuses to start. */
  readonly id: string;
  readonly requests: Requests;
  readonly secrets: Secrets;
  readonly mailbox: KeptMails;
  readonly signing: Signing;
  /** The database itself, for sign-in's tables. SQLite: a connection of its own, closed with the vault. */
  readonly accounts: { kind: "sqlite"; database: DatabaseSync } | { kind: "postgres"; pool: pg.Pool; schema: "vault" };
  /** A secret that follows from the master key, base64url of 32 bytes: the same in every process, e.g. for signing cookies. */
  derivedSecret(purpose: string): string;
  /** Leaves no trace of what was deleted in free pages and write-ahead logs. Cheap enough after every erasure. */
  cleanUp(): Promise<void>;
  /** Throws when the vault cannot be read. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What a key is for. `billing` outlives an erasure for as long as the law wants invoices kept. */
export type Purpose = "general" | "billing";

export interface Persons {
  /**
   * The person with this address in this studio; made, with a key, when there is none, so that the key exists before the
   * fact that uses it. Two processes agree. After an erasure the same address is somebody new.
   */
  resolvePerson(studioId: string, email: string): Promise<PersonId>;
  /** The person with this address in this studio, or null. Makes nothing. */
  findPerson(studioId: string, email: string): Promise<PersonId | null>;
  /**
   * Removes the mapping alone, before `PersonErased` is appended: whoever comes with the address from now on is somebody
   * new, and no registration begins for an id whose key is about to go. Repeating it changes nothing. False when this
   * studio never had such a person: nobody erases another studio's.
   */
  forgetPerson(studioId: string, personId: string): Promise<boolean>;
  /**
   * Destroys the person's key and mapping for good and deletes mails that name them; other processes drop the key within a
   * second. Repeating it changes nothing. No key is ever made again for this id.
   */
  erasePerson(studioId: string, personId: string): Promise<void>;
}

/** 32 bytes. */
export type Key = Uint8Array;

export interface PersonKeys {
  /** The keys of these persons, in one go; those who have none (erased) are left out. */
  keysOf(personIds: readonly string[], purpose?: Purpose): Promise<ReadonlyMap<string, Key>>;
}

export interface LinkTokens {
  /**
   * The token of a registration's personal link: its id and a MAC of at least 128 bits with the studio's key. A higher
   * generation makes the earlier links invalid.
   */
  linkToken(link: Link): Promise<string>;
  /** Whether the token is the one of this registration and generation. Constant time. */
  verifyLinkToken(token: string, link: Link): Promise<boolean>;
}

export interface Link {
  studioId: string;
  registrationId: RegistrationId;
  generation: number;
}

export interface Requests {
  /**
   * Claims a request by its command id before it is decided. Answers are kept for 24 hours; a request in flight for more
   * than 60 s is taken over.
   * @param bodyHash whatever tells two bodies apart, e.g. SHA-256
   */
  begin(commandId: string, bodyHash: string): Promise<RequestClaim>;
  /**
   * Lets what is in flight be taken over at once. Only where one process at a time can own the log: whoever began those
   * requests is gone.
   */
  takeOverAll(): Promise<void>;
}

export type RequestClaim =
  | { state: "yours"; finish(answer: Answer): Promise<void>; release(): Promise<void> }
  | { state: "done"; answer: Answer }
  | { state: "in_flight" }
  | { state: "reused" };

/** What was answered, refusals included. */
export interface Answer {
  status: number;
  body: string;
}

/** Named secrets of a studio (connection tokens), encrypted. */
export interface Secrets {
  put(studioId: string, name: string, value: string): Promise<void>;
  get(studioId: string, name: string): Promise<string | null>;
  remove(studioId: string, name: string): Promise<void>;
}

/** Mails that the embedded gateway delivered, for the mailbox page. Encrypted. */
export interface KeptMails {
  /** Keeps one mail; the same Message-ID again only counts. A mail that names somebody erased is not kept. */
  keep(mail: MailToKeep): Promise<{ repeats: number }>;
  /** Newest first. */
  list(limit: number): Promise<KeptMail[]>;
}

export interface MailToKeep {
  messageId: string;
  studioId: string | null;
  /** Everybody the mail names. */
  personIds: readonly string[];
  /** JSON of the mail. */
  content: string;
}

export interface KeptMail {
  messageId: string;
  studioId: string | null;
  /** ISO 8601 UTC. */
  keptAt: string;
  /** How often the same Message-ID came again. */
  repeats: number;
  content: string;
}

/** Ed25519 for seals. */
export interface Signing {
  readonly keyId: string;
  /** SPKI in PEM, to be given to auditors. */
  readonly publicKey: string;
  /** Base64. */
  sign(bytes: Uint8Array): string;
}

/** The master key is not the one this vault was made with, or is missing. */
export class WrongMasterKey extends Error {
  override name = "WrongMasterKey";
}
