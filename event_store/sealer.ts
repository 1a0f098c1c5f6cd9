import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { Signing } from "../vault/port.ts";
import type { Codec, Draft } from "./codec.ts";
import { BEGINNING, type EventStore, type Position, type RecordedEvent, type Revision, WrongRevision } from "./port.ts";
import { digestOf, leafOf, merkleRoot, type Seal, sealedBy, sealStream } from "./seal.ts";

export interface SealerOptions {
  store: EventStore;
  codec: Codec;
  signing: Signing;
  /** Spares reading the log from its beginning after a start. Disposable: what it says is checked. */
  checkpoint?: CheckpointStore;
  clock?: () => Date;
}

export interface CheckpointStore {
  load(): Promise<string | null>;
  save(text: string): Promise<void>;
}

export interface Sealer {
  /**
   * Seals everything that is in the log and not yet sealed; run by the elected worker, every minute or 1,000 facts.
   * Two at once are harmless: the slower one starts over.
   * @returns how many facts it sealed
   * @throws when the last sealed fact of a studio is no longer in the log
   */
  seal(): Promise<number>;
}

const PAGE = 5_000;
const FACTS_PER_SEAL = 1_000;

interface Head {
  seal: Seal | null;
  revision: Revision;
  /** Facts up to this one are sealed; null: from here on all are to be sealed. */
  skipUntil: string | null;
}

/** Where the sealer stands. The log may be another one than it was (moved, restored): `id` has to stand at `position`. */
interface Checkpoint {
  before: string;
  position: string;
  id: string;
  /** Number of each studio's newest seal. */
  numbers: Record<string, number>;
}

/** Signs what stands in the log, studio by studio. */
export function createSealer(options: SealerOptions): Sealer {
  let current: Sealing | null = null;
  return {
    async seal() {
      current ??= await Sealing.start(options);
      try {
        return await current.sealAll();
      } catch (error) {
        current = null;
        if (error instanceof WrongRevision) return 0;
        throw error;
      }
    },
  };
}

class Sealing {
  readonly #options: SealerOptions;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #heads = new Map<string, Head>();
  #after: Position;

  private constructor(options: SealerOptions, after: Position, numbers: ReadonlyMap<string, number>) {
    this.#options = options;
    this.#after = after;
    this.#numbers = numbers;
  }

  static async start(options: SealerOptions): Promise<Sealing> {
    const text = await options.checkpoint?.load();
    const checkpoint = text ? JSON.parse(text) as Checkpoint : null;
    if (checkpoint && await standsInLog(options.store, checkpoint)) {
      return new Sealing(options, BigInt(checkpoint.position), new Map(Object.entries(checkpoint.numbers)));
    }
    return new Sealing(options, BEGINNING, new Map());
  }

  async sealAll(): Promise<number> {
    const { store } = this.#options;
    const until = await store.head();
    let sealed = 0;
    while (this.#after < until) {
      const page = await Array.fromAsync(store.readAll({ after: this.#after, until, limit: PAGE }));
      const last = page.at(-1);
      if (!last) break;
      sealed += await this.#sealPage(page);
      const before = page.at(-2)?.position ?? this.#after;
      this.#after = last.position;
      await this.#save({ before: String(before), position: String(last.position), id: last.id });
    }
    for (const [studio, { skipUntil }] of this.#heads) {
      if (skipUntil) {
        throw new Error(`${skipUntil}, the last sealed fact of ${studio}, is not in the log: audit:verify`);
      }
    }
    return sealed;
  }

  async #sealPage(page: readonly RecordedEvent[]): Promise<number> {
    const byStudio = Map.groupBy(page, (event) => sealedBy(event) ?? "");
    byStudio.delete("");
    let sealed = 0;
    for (const [studio, events] of byStudio) {
      const head = await this.#headOf(studio);
      for (const run of runs(unsealed(head, events))) {
        await this.#append(studio, head, run);
        sealed += run.length;
      }
    }
    return sealed;
  }

  async #headOf(studio: string): Promise<Head> {
    const known = this.#heads.get(studio);
    if (known) return known;
    const [last] = await Array.fromAsync(
      this.#options.store.read(sealStream(studio), { direction: "backwards", limit: 1 }),
    );
    const seal = last ? last.data as Seal : null;
    const passed = seal !== null && this.#numbers.get(studio) === seal.number;
    const head = { seal, revision: last?.revision ?? -1, skipUntil: passed ? null : seal?.lastEventId ?? null };
    this.#heads.set(studio, head);
    return head;
  }

  async #append(studio: string, head: Head, run: readonly RecordedEvent[]): Promise<void> {
    const { store, codec } = this.#options;
    const seal = this.#sealOf(studio, head.seal, run);
    const stream = sealStream(studio);
    const [event] = await codec.encode([this.#draft(studio, seal)]);
    const { revision } = await store.append(stream, [event!], head.revision < 0 ? "no_stream" : head.revision);
    Object.assign(head, { seal, revision });
  }

  #sealOf(studio: string, before: Seal | null, run: readonly RecordedEvent[]): Seal {
    const { signing } = this.#options;
    const leaves = run.map(leafOf);
    const stated = {
      studio,
      number: (before?.number ?? 0) + 1,
      firstEventId: run[0]!.id,
      lastEventId: run.at(-1)!.id,
      count: run.length,
      merkleRoot: merkleRoot(leaves),
      previous: before ? digestOf(before) : null,
      keyId: signing.keyId,
    };
    return { ...stated, leaves, signature: signing.sign(Buffer.from(digestOf(stated), "base64")) };
  }

  #draft(studio: string, seal: Seal): Draft {
    const { codec, clock = () => new Date() } = this.#options;
    const event = codec.check({ type: "Sealed", data: seal });
    const commandId = randomUUID();
    const meta = {
      actor: "system",
      studio,
      correlationId: commandId,
      causationId: seal.lastEventId,
      commandId,
      command: "Seal",
      schemaVersion: event.version,
      occurredAt: clock().toISOString(),
    };
    return { id: randomUUID(), event, meta };
  }

  async #save(where: Omit<Checkpoint, "numbers">): Promise<void> {
    const numbers = { ...Object.fromEntries(this.#numbers) };
    for (const [studio, { seal }] of this.#heads) if (seal) numbers[studio] = seal.number;
    await this.#options.checkpoint?.save(JSON.stringify({ ...where, numbers }));
  }
}

function unsealed(head: Head, events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  if (!head.skipUntil) return events;
  const at = events.findIndex(({ id }) => id === head.skipUntil);
  if (at < 0) return [];
  head.skipUntil = null;
  return events.slice(at + 1);
}

function* runs(events: readonly RecordedEvent[]): Generator<readonly RecordedEvent[]> {
  for (let from = 0; from < events.length; from += FACTS_PER_SEAL) yield events.slice(from, from + FACTS_PER_SEAL);
}

async function standsInLog(store: EventStore, { before, position, id }: Checkpoint): Promise<boolean> {
  if (await store.head() < BigInt(position)) return false;
  const [event] = await Array.fromAsync(store.readAll({ after: BigInt(before), limit: 1 }));
  return event?.id === id && event.position === BigInt(position);
}
