import { BEGINNING, type EventStore, type RecordedEvent } from "./port.ts";
import { flawOf, leafOf, type PublicKey, type Seal, sealedBy, sealStream } from "./seal.ts";

/** A fact, as it can be looked up. */
export type Named = Pick<RecordedEvent, "id" | "stream" | "revision" | "type">;

/** The first thing that is not as it was sealed. */
export interface Damage {
  kind: "changed" | "lost" | "inserted" | "swapped" | "seal";
  /** Number of the seal that says so. */
  seal: number;
  /** The fact: as it stands in the log or, when it is lost, the one that it followed. */
  fact: Named | null;
  /** In plain English. */
  message: string;
}

/** What became of one studio's facts. */
export interface Verified {
  studio: string;
  seals: number;
  /** Facts that stand as they were sealed. */
  intact: number;
  /** Facts after the last seal. */
  unsealed: number;
  damage: Damage | null;
}

export interface VerifyOptions {
  store: EventStore;
  keys: readonly PublicKey[];
  /** All, the installation's own facts among them, when left out. */
  studio?: string;
}

const REPORT_EVERY = 10_000;

/**
 * Walks the log once and compares it with its seals: any change, loss, swap or insertion among sealed facts is found, and
 * the first one of each studio named. What a missing *last* seal had covered counts as unsealed.
 */
export async function verify(
  { store, keys, studio }: VerifyOptions,
  onProgress: (facts: number) => void = () => {},
): Promise<Verified[]> {
  const checks = new Map<string, StudioCheck>();
  const checkOf = async (name: string) => {
    const check = checks.get(name) ?? new StudioCheck(name, await sealsOf(store, name, keys));
    checks.set(name, check);
    return check;
  };
  let facts = 0;
  // a studio whose facts are all lost has its seals still
  for await (const event of store.readAll({ after: BEGINNING })) {
    const owner = sealedBy(event) ?? event.stream.slice(sealStream("").length);
    if (studio !== undefined && owner !== studio) continue;
    const check = await checkOf(owner);
    if (sealedBy(event) !== null) check.take(event);
    if (++facts % REPORT_EVERY === 0) onProgress(facts);
  }
  onProgress(facts);
  return [...checks.values()].map((check) => check.result());
}

interface Seals {
  sound: readonly Seal[];
  flaw: Damage | null;
}

/** Seals up to the first that is not sound. */
async function sealsOf(store: EventStore, studio: string, keys: readonly PublicKey[]): Promise<Seals> {
  const sound: Seal[] = [];
  for await (const event of store.read(sealStream(studio))) {
    const seal = event.data as Seal;
    const flaw = event.type === "Sealed" ? flawOf(seal, sound.at(-1) ?? null, studio, keys) : "it is no seal";
    if (flaw) {
      const number = sound.length + 1;
      const message = `seal ${number} (${event.id}) is not sound: ${flaw}`;
      return { sound, flaw: { kind: "seal", seal: number, fact: named(event), message } };
    }
    sound.push(seal);
  }
  return { sound, flaw: null };
}

class StudioCheck {
  readonly #studio: string;
  readonly #seals: Seals;
  readonly #expected: readonly string[];
  #intact = 0;
  #unsealed = 0;
  #last: Named | null = null;
  /** The first fact that is not what was sealed, and those after it. */
  #odd: { fact: Named; leaf: string }[] = [];

  constructor(studio: string, seals: Seals) {
    this.#studio = studio;
    this.#seals = seals;
    this.#expected = seals.sound.flatMap((seal) => seal.leaves);
  }

  take(event: RecordedEvent): void {
    if (this.#odd.length > 0) {
      this.#odd.push({ fact: named(event), leaf: leafOf(event) });
      return;
    }
    if (this.#intact === this.#expected.length) {
      this.#unsealed++;
      return;
    }
    const leaf = leafOf(event);
    if (leaf === this.#expected[this.#intact]) {
      this.#intact++;
      this.#last = named(event);
    } else this.#odd.push({ fact: named(event), leaf });
  }

  result(): Verified {
    const damage = this.#damage() ?? this.#seals.flaw;
    return {
      studio: this.#studio,
      seals: this.#seals.sound.length,
      intact: this.#intact,
      unsealed: this.#unsealed,
      damage,
    };
  }

  #damage(): Damage | null {
    const expected = this.#expected.slice(this.#intact);
    const [first] = this.#odd;
    if (expected.length === 0) return null;
    if (!first) return this.#report("lost", this.#last);
    const sealedElsewhere = expected.includes(first.leaf);
    const wantedElsewhere = this.#odd.some(({ leaf }) => leaf === expected[0]);
    if (sealedElsewhere && wantedElsewhere) return this.#report("swapped", first.fact);
    if (sealedElsewhere) return this.#report("lost", this.#last);
    if (wantedElsewhere) return this.#report("inserted", first.fact);
    // Neither is anywhere else. The seal names its last fact: with that one gone, what stands here came later.
    const { lastEventId } = this.#sealOfNext();
    const changed = this.#odd.some(({ fact }) => fact.id === lastEventId);
    return changed ? this.#report("changed", first.fact) : this.#report("lost", this.#last);
  }

  #report(kind: Exclude<Damage["kind"], "seal">, fact: Named | null): Damage {
    const { number } = this.#sealOfNext();
    const where = fact ? `${fact.type} ${fact.id} (${fact.stream}, revision ${fact.revision})` : "the beginning";
    const message = {
      changed: `${where} was changed after seal ${number}`,
      inserted: `${where} was not there when seal ${number} was made`,
      swapped: `${where} stands at another place than when seal ${number} was made`,
      lost: `a fact that seal ${number} covers is missing after ${where}`,
    }[kind];
    return { kind, seal: number, fact, message };
  }

  /** The seal that covers the first fact which is not intact. */
  #sealOfNext(): Seal {
    let covered = 0;
    return this.#seals.sound.find((seal) => this.#intact < (covered += seal.leaves.length))!;
  }
}

function named({ id, stream, revision, type }: RecordedEvent): Named {
  return { id, stream, revision, type };
}
