import type { CompiledQuery, Kysely } from "kysely";

/** The vault's tables. Instants are ISO 8601 in UTC, as text, so that both databases compare them alike. */
export interface Tables {
  meta: { name: string; value: Uint8Array };
  /** Grows with every erasure, so that other processes notice. */
  erasure_count: { number: number };
  studio_keys: { studio: string; wrapped: Uint8Array };
  persons: { studio: string; address_hash: string; person_id: string };
  person_keys: { person_id: string; purpose: string; studio: string; wrapped: Uint8Array };
  /** Persons whose key must never come back, e.g. from a backup. */
  erased: { person_id: string; studio: string; erased_at: string };
  requests: {
    command_id: string;
    body_hash: string;
    /** Who works on it; null once it is answered. */
    owner: string | null;
    started_at: string;
    expires_at: string;
    status: number | null;
    answer: Uint8Array | null;
  };
  secrets: { studio: string; name: string; value: Uint8Array };
  mails: { message_id: string; studio: string | null; kept_at: string; repeats: number; content: Uint8Array };
  mail_persons: { message_id: string; person_id: string };
}

/** One of the two databases a vault can live in. */
export interface Database {
  readonly db: Kysely<Tables>;
  /** Runs them in order in one transaction; gives each one's rows. */
  atomically(queries: readonly CompiledQuery[]): Promise<unknown[][]>;
  cleanUp(): Promise<void>;
  close(): Promise<void>;
}
