/** First file of a backup: what else is in it, and what there was when it was made. */
export interface Manifest {
  format: 2;
  /** `embedded`: log, vault and files. `production`: vault and files; EventStoreDB is backed up by its own means, before. */
  shape: "embedded" | "production";
  /** ISO 8601 UTC. */
  createdAt: string;
  /** The newest fact when the vault was copied. */
  newest: { stream: string; revision: number; id: string } | null;
  counts: Counts;
  files: { name: string; size: number; sha256: string }[];
}

/** What a restored installation is compared with. */
export interface Counts {
  /** Facts in the log; null where the log is not in the backup. */
  facts: number | null;
  streams: number | null;
  persons: number;
  personKeys: number;
  accounts: number;
  media: number;
}

export const MANIFEST = "manifest.json";
export const LOG = "log.sqlite";
export const VAULT = "vault.sqlite";
/** The vault of a production installation, a row a line. */
export const VAULT_ROWS = "vault.ndjson";
export const MASTER_KEY = "master.key";

/** What a backup of each shape must hold. */
export const needed = { embedded: [LOG, VAULT], production: [VAULT_ROWS] } as const;
