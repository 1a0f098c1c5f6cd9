import type { AnyDecoded } from "./definition.ts";
import { type EventPlace, Fold, type FoldSpec, PoisonEvent } from "./fold.ts";
import { type Generation, schemaOf } from "./generations.ts";
import { CHANNEL } from "./notices.ts";
import { isDataError } from "./passing.ts";
import { createQueryIndexes } from "./sql.ts";
import { tallied, type Tally } from "./tally.ts";
import { type Pool, transaction } from "./transaction.ts";

/** Somebody else has moved or ended the generation: nothing was written, and what was in memory does not count. */
export class Moved extends Error {
  override name = "Moved";
}

/** What came of facts: rows, nothing, or only a part of those that one of them leads to. */
export type Advance = "written" | "idle" | "partly";

/** One generation of one fold on its way through the log. */
export class Cursor {
  readonly fold: Fold;
  readonly schema: string;
  /** Up to here everything is folded, and the checkpoint says so. */
  position: bigint;
  state: Generation["state"];
  /** What was taken up to the position; null where nobody counted from the beginning. */
  tally: Tally | null;
  /** The same once what was folded last is committed. */
  next: Tally | null;
  /** Once built it stays beside the live one until somebody says so. */
  waits: boolean;
  /** Facts a second while catching up, smoothed; null before the first page. */
  rate: number | null = null;
  /** In the middle of a fact that is taken in parts. */
  hasRest = false;
  #since = performance.now();
  #isReadable = false;

  constructor(readonly spec: FoldSpec, readonly generation: Generation, options: { cachedRows?: number } = {}) {
    this.schema = schemaOf(generation);
    this.fold = new Fold(spec, this.schema, options);
    this.position = generation.position;
    this.tally = this.next = generation.tally;
    this.state = generation.state;
    this.waits = generation.waits;
  }

  /**
   * Folds facts that stand after the position and moves it to `to`. A fact may leave a rest: then its parts are committed one
   * by one, further ones for `patience` ms, and the position stays before it until the last.
   * @throws {PoisonEvent} everything that it takes before the event is committed
   * @throws {Moved}
   */
  async advance(pool: Pool, facts: readonly AnyDecoded[], to: bigint, patience = 0): Promise<Advance> {
    const until = performance.now() + patience;
    for (let rest = facts;;) {
      const came = await this.#advance(pool, rest, to);
      this.hasRest = came === "partly";
      if (came !== "partly" || performance.now() >= until) return came;
      rest = facts.filter(({ position }) => position > this.position);
    }
  }

  async #advance(pool: Pool, facts: readonly AnyDecoded[], to: bigint): Promise<Advance> {
    try {
      const taken = await this.fold.run(pool, facts);
      this.next = this.tally && tallied(this.tally, taken);
      const { unfinished } = this.fold;
      if (unfinished) {
        const before = facts.slice(0, facts.indexOf(unfinished));
        await this.#commit(pool, before, before.at(-1)?.position ?? this.position);
        return "partly";
      }
      if (!this.fold.hasChanged) return "idle";
      await this.#commit(pool, facts, to);
      return "written";
    } catch (error) {
      this.forget();
      if (error instanceof PoisonEvent) await this.#before(pool, facts, error.event);
      if (!isDataError(error)) throw error;
      if (facts.length === 1) throw new PoisonEvent(this.spec.name, facts[0]!, error);
      const half = facts.length >> 1;
      const [first, second] = [facts.slice(0, half), facts.slice(half)];
      const came = await this.#advance(pool, first, first.at(-1)!.position);
      if (came === "partly") return came;
      if (came === "idle") await this.moveTo(pool, first.at(-1)!.position);
      return await this.#advance(pool, second, to);
    }
  }

  /** Makes what only queries need, before anybody sees a built generation. */
  async makeReadable(pool: Pool): Promise<void> {
    if (this.state !== "building" || this.#isReadable) return;
    for (const text of createQueryIndexes(this.schema, this.spec.tables)) {
      await transaction(pool, async (tx) => {
        // those who are served need the other cores
        await tx.query({ text: "set local max_parallel_maintenance_workers = 0" });
        await tx.query({ text });
      });
    }
    this.#isReadable = true;
  }

  /** It is committed that everything up to here is folded. */
  moved(to: bigint): void {
    this.position = to;
    this.tally = this.next;
  }

  /** Goes on from where its checkpoint stands. */
  takeUp(found: Generation): void {
    this.position = found.position;
    this.state = found.state;
    this.waits = found.waits;
    this.tally = this.next = found.tally;
  }

  /** Nothing in memory counts: it was not committed, or somebody else went on. */
  forget(): void {
    this.fold.forget();
    this.next = this.tally;
  }

  /** Moves the checkpoint alone. @throws {Moved} */
  async moveTo(pool: Pool, to: bigint): Promise<void> {
    if (to > this.position && !(await moveIdle(pool, [this], to)).includes(this)) throw new Moved(this.spec.name);
  }

  async #before(pool: Pool, facts: readonly AnyDecoded[], event: EventPlace): Promise<void> {
    const fine = facts.slice(0, facts.findIndex(({ id }) => id === event.id));
    const last = fine.at(-1)?.position ?? this.position;
    if (fine.length > 0 && await this.advance(pool, fine, last, Infinity) === "idle") await this.moveTo(pool, last);
  }

  async #commit(pool: Pool, facts: readonly AnyDecoded[], to: bigint): Promise<void> {
    const { name, generation } = this.generation;
    const rate = this.#measure(facts.length);
    await transaction(pool, async (tx) => {
      const { rows } = await tx.query({
        text: `select position::text from projections.generations
          where name = $1 and generation = $2 and state in ('live', 'building') for update`,
        values: [name, generation],
        name: "checkpoint read",
      });
      if (rows[0]?.position !== String(this.position)) {
        throw new Moved(`${name} ${generation} is at ${rows[0]?.position}`);
      }
      await this.fold.write(tx);
      await tx.query({
        text: `with moved as (
            update projections.generations
            set position = $3, rate = $4, last_recorded_at = coalesce($5, last_recorded_at), applied = $8, digest = $9
            where name = $1 and generation = $2 returning 1)
          select pg_notify($6, $7) from moved`,
        values: [
          name,
          generation,
          String(to),
          rate,
          facts.at(-1)?.recordedAt ?? null,
          CHANNEL,
          this.#notice(to),
          this.next?.applied ?? null,
          this.next?.digest ?? null,
        ],
        name: "checkpoint write",
      });
    });
    this.fold.keep();
    this.moved(to);
  }

  #notice(to: bigint): string {
    return JSON.stringify({ name: this.generation.name, generation: this.generation.generation, position: String(to) });
  }

  #measure(count: number): number {
    const now = performance.now();
    const rate = count / Math.max(now - this.#since, 1) * 1000;
    this.#since = now;
    this.rate = this.rate === null ? rate : this.rate * 0.7 + rate * 0.3;
    return this.rate;
  }

  /** Writes down why it stops here. */
  async stop(pool: Pool, poison: PoisonEvent): Promise<void> {
    // the place alone: of a decoded event, everything else may be personal
    const { event: { id, type, stream, revision, position }, message } = poison;
    const problem = { message, event: { id, type, stream, revision, position: String(position) } };
    await pool.query({
      text: `with stopped as (
          update projections.generations set problem = $3, rate = null where name = $1 and generation = $2 returning 1)
        select pg_notify($4, $5) from stopped`,
      values: [
        this.generation.name,
        this.generation.generation,
        JSON.stringify(problem).replaceAll("\\u0000", ""),
        CHANNEL,
        JSON.stringify({ name: this.generation.name, stopped: true }),
      ],
    });
  }
}

/** Moves the checkpoints of cursors that a page said nothing to, in one statement. Gives back those that it moved. */
export async function moveIdle(pool: Pool, cursors: readonly Cursor[], to: bigint): Promise<Cursor[]> {
  if (cursors.length === 0) return [];
  const { rows } = await pool.query({
    text: `with moved as (
        update projections.generations g set position = $4, applied = w.applied, digest = w.digest
        from unnest($1::text[], $2::int[], $3::int8[], $6::int8[], $7::text[])
          as w(name, generation, position, applied, digest)
        where g.name = w.name and g.generation = w.generation and g.position = w.position
          and g.state in ('live', 'building')
        returning g.name, g.generation)
      select name, generation,
        pg_notify($5, json_build_object('name', name, 'generation', generation, 'position', $4::text)::text) from moved`,
    values: [
      cursors.map(({ generation }) => generation.name),
      cursors.map(({ generation }) => generation.generation),
      cursors.map(({ position }) => String(position)),
      String(to),
      CHANNEL,
      cursors.map(({ next }) => next?.applied ?? null),
      cursors.map(({ next }) => next?.digest ?? null),
    ],
  });
  const moved = cursors.filter(({ generation: { name, generation } }) =>
    rows.some((row) => row.name === name && row.generation === generation)
  );
  for (const cursor of moved) cursor.moved(to);
  return moved;
}
