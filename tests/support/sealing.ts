import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { type EventStore, isEvent, type Position } from "../../event_store/port.ts";
import { runSealer } from "../../event_store/seals/sealer.ts";

const pair = generateKeyPairSync("ed25519");
/** A key to seal with. */
export const signing = {
  keyId: "k1",
  sign: (bytes: Uint8Array) => sign(null, bytes, pair.privateKey).toString("base64"),
};
/** The same key for whoever verifies. */
export const publicKeys = { k1: pair.publicKey.export({ type: "spki", format: "pem" }).toString() };

/** The studio whose facts these are. */
export const studio = randomUUID();

/** One fact to append. */
export function fact(n: number, of = studio) {
  return {
    id: randomUUID(),
    type: "ChatMessagePosted",
    data: { n, text: "ñ" },
    metadata: { studio: of, actor: "system" },
  };
}

/** Seals what is there in the log and stops; `batch` facts a seal. */
export async function sealAll(
  store: EventStore,
  batch: number,
  at: { position: Position | null } = { position: null },
) {
  const stop = new AbortController();
  const read = Promise.withResolvers<void>();
  const watched: EventStore = Object.create(store, {
    subscribe: {
      async *value(options: Parameters<EventStore["subscribe"]>[0]) {
        for await (const item of store.subscribe(options)) {
          yield item; // asked for the next one, it has dealt with this one
          if (!isEvent(item)) read.resolve();
        }
      },
    },
  });
  const sealing = runSealer({
    store: watched,
    signing,
    batch,
    intervalMs: 1_000_000,
    now: () => "2026-11-21T09:00:00.000Z",
    signal: stop.signal,
    checkpoint: { load: () => Promise.resolve(at.position), save: (p) => Promise.resolve(void (at.position = p)) },
  });
  await Promise.race([read.promise, sealing]);
  stop.abort();
  await sealing;
}

export type Mischief = "change" | "lose" | "swap" | "insert" | "recorded_at" | "metadata";

/** What somebody with the file in hands could do. */
export function damage(directory: string, mischief: Mischief, position: number) {
  const file = new DatabaseSync(`${directory}/log.sqlite`);
  const run = (sql: string) => file.prepare(sql);
  const nextFact = () => {
    const row = run("select min(position) p from events where position > ? and type <> 'Sealed'").get(position);
    return Number(row!.p);
  };
  const move = (from: number, to: number) => run("update events set position = ? where position = ?").run(to, from);
  if (mischief === "change") run("update events set data = replace(data, 'ñ', 'n') where position = ?").run(position);
  if (mischief === "metadata") {
    run("update events set metadata = json_set(metadata, '$.actor', 'user:x') where position = ?").run(position);
  }
  if (mischief === "recorded_at") {
    run("update events set recorded_at = '2020-01-01T00:00:00.000Z' where position = ?").run(position);
  }
  if (mischief === "lose") run("delete from events where position = ?").run(position);
  if (mischief === "swap") {
    const next = nextFact();
    move(position, -1);
    move(next, position);
    move(-1, next);
  }
  if (mischief === "insert") {
    for (const { p } of run("select position p from events where position >= ? order by position desc").all(position)) {
      move(Number(p), Number(p) + 1);
    }
    const { id, type, data, metadata } = fact(99);
    run(
      "insert into events (position, stream, revision, id, type, data, metadata, recorded_at) values (?, ?, 0, ?, ?, ?, ?, ?)",
    ).run(
      position,
      "chat-forged",
      id,
      type,
      JSON.stringify(data),
      JSON.stringify(metadata),
      "2026-11-21T09:00:00.000Z",
    );
  }
  file.close();
}
