import { DatabaseSync } from "node:sqlite";
import type { Counts } from "./manifest.ts";

/** Counts in the files of an embedded installation that nobody writes to. */
export function countFiles({ log, vault, media }: { log: string; vault: string; media: number }): Counts {
  return {
    ...withFile(log, (count) => ({
      facts: count("select count(*) as n from events")!,
      streams: count("select count(*) as n from events where revision = 0")!,
    })),
    ...withFile(vault, (count) => ({
      persons: count("select count(*) as n from persons")!,
      personKeys: count("select count(*) as n from person_keys")!,
      // sign-in makes its tables when the product is first started
      accounts: count("select count(*) as n from sqlite_master where name = 'user'") === 0
        ? 0
        : count('select count(*) as n from "user"')!,
    })),
    media,
  };
}

function withFile<T>(path: string, work: (count: (sql: string) => number) => T): T {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    return work((sql) => Number(file.prepare(sql).get()?.n));
  } finally {
    file.close();
  }
}

/** What differs between what was backed up and what came back, in words; empty when all is there. */
export function differences(before: Counts, after: Counts): string[] {
  return (Object.keys(before) as (keyof Counts)[])
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${before[name]} were backed up, ${after[name]} came back`);
}
