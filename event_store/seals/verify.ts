import { Sealed } from "../../domain/seal/events.ts";
import { BEGINNING, type EventStore } from "../port.ts";
import { type Hashed, leafHash, merkleRoot } from "./leaf.ts";
import { INSTALLATION, sealStream } from "./sealer.ts";
import { isSignedBy, type Seal, sealHash } from "./statement.ts";

/** What is wrong with a studio's history, where it was first seen. */
export interface Damage {
  studio: string;
  kind: "changed" | "lost" | "inserted" | "swapped" | "seal_broken" | "seal_missing" | "seal_forged";
  /** Number of the seal that shows it. */
  seal: number;
  /** Place among the sealed facts of the studio, from 0. */
  index: number;
  /** The fact that stands there now; null where none does. */
  eventId: string | null;
  stream: string | null;
  message: string;
}

export interface Verdict {
  facts: number;
  sealed: number;
  seals: number;
  /** The first damage of each studio; empty when all is as it was sealed. */
  damages: Damage[];
}

export interface VerifyOptions {
  store: EventStore;
  /** PEM (SPKI) by key id. */
  publicKeys: Readonly<Record<string, string>>;
  /** Only this studio, or {@link INSTALLATION}; all when left out. */
  studio?: string;
  onProgress?: (facts: number) => void;
}

/** A studio's facts are held against its seals while the log is read: memory is that of what is not yet compared. */
interface Course {
  studio: string;
  seals: AsyncIterator<Seal>;
  /** Seals read so far. */
  number: number;
  previous: Seal | null;
  /** No seal follows, or the one that does is damaged itself: `after` says how. */
  ended: boolean;
  after: Damage | null;
  damage: Damage | null;
  /** Facts that were as sealed. */
  index: number;
  /** What the next facts must hash to, with the seal that says so. */
  due: { hash: string; seal: number }[];
  /** Facts read and not yet compared. */
  ahead: { hash: string; id: string; stream: string }[];
}

/** Facts and leaves needed to tell a change from a loss, an insertion or a swap. */
const LOOK_AHEAD = 2;

/** Reads the whole log and holds every fact against the seals that cover it. Facts that no seal covers yet are counted apart. */
export async function verifyLog(options: VerifyOptions): Promise<Verdict> {
  const { store, studio: only, onProgress } = options;
  const courses = new Map<string, Course>();
  const verdict: Verdict = { facts: 0, sealed: 0, seals: 0, damages: [] };
  for await (const event of store.readAll({ after: BEGINNING })) {
    const studio = String(event.metadata.studio ?? INSTALLATION);
    if (only !== undefined && studio !== only) continue;
    // a studio whose facts are all gone is found by its seals
    const course = courses.get(studio) ?? courseOf(studio, store);
    courses.set(studio, course);
    if (event.type === Sealed.type) continue;
    verdict.facts++;
    if (verdict.facts % 1_000 === 0) onProgress?.(verdict.facts);
    if (course.damage || (course.ended && course.due.length === 0)) continue;
    course.ahead.push({ hash: leafHash(event), id: event.id, stream: event.stream });
    if (course.ahead.length < LOOK_AHEAD) continue;
    // most facts are under a seal that has been read: no promise for each
    if (wantsSeal(course)) await readSeals(course, options);
    compareNext(course);
  }
  for (const course of courses.values()) {
    while (await compare(course, options));
    verdict.sealed += course.index;
    verdict.seals += course.number;
    if (course.damage) verdict.damages.push(course.damage);
  }
  onProgress?.(verdict.facts);
  return verdict;
}

function courseOf(studio: string, store: EventStore): Course {
  const seals = (async function* () {
    for await (const event of store.read(sealStream(studio))) yield event.data as Seal;
  })();
  return {
    studio,
    seals,
    number: 0,
    previous: null,
    ended: false,
    after: null,
    damage: null,
    index: 0,
    due: [],
    ahead: [],
  };
}

/** Compares the next fact, reading seals as they are needed; false when there is nothing more to compare. */
async function compare(course: Course, options: VerifyOptions): Promise<boolean> {
  if (wantsSeal(course)) await readSeals(course, options);
  return compareNext(course);
}

function wantsSeal({ damage, ended, due }: Course): boolean {
  return !damage && !ended && due.length < LOOK_AHEAD;
}

async function readSeals(course: Course, options: VerifyOptions): Promise<void> {
  while (wantsSeal(course)) await readSeal(course, options);
}

/** Compares the next fact with the leaf that is due; false when there is nothing more to compare. */
function compareNext(course: Course): boolean {
  if (course.damage) return false;
  const due = course.due[0];
  if (!due) {
    course.damage = course.after;
    return false;
  }
  if (course.ahead[0]?.hash !== due.hash) {
    course.damage = damageAt(course, due.seal);
    return false;
  }
  course.ahead.shift();
  course.due.shift();
  course.index++;
  return true;
}

async function readSeal(course: Course, options: VerifyOptions): Promise<void> {
  const { value: seal, done } = await course.seals.next();
  const problem = done ? null : problemWithSeal(seal, course, options.publicKeys);
  if (done || problem) {
    course.ended = true;
    course.after = problem && { ...problem, ...placeOf(course), seal: course.number + 1 };
    return;
  }
  course.number++;
  course.previous = seal;
  course.due.push(...(seal as Seal).leaves.map((hash) => ({ hash, seal: course.number })));
}

/** What is wrong with a seal that stands after seal `number`; null when it holds. */
export function problemWithSeal(
  seal: Seal,
  { number, previous, studio }: Pick<Course, "number" | "previous" | "studio">,
  publicKeys: Readonly<Record<string, string>>,
) {
  if (!Sealed.schema.safeParse(seal).success || seal.studio !== studio) {
    return { kind: "seal_broken", message: `seal ${number + 1} is not a seal of this studio` } as const;
  }
  if (seal.number !== number + 1 || seal.previous !== (previous && sealHash(previous))) {
    return { kind: "seal_missing", message: `seal ${seal.number} does not follow seal ${number}` } as const;
  }
  if (seal.leaves.length !== seal.count || merkleRoot(seal.leaves) !== seal.merkleRoot) {
    return {
      kind: "seal_broken",
      message: `the hashes in seal ${seal.number} are not those it was made over`,
    } as const;
  }
  const key = publicKeys[seal.keyId];
  if (!key || !isSignedBy(seal, key)) {
    return { kind: "seal_forged", message: `seal ${seal.number} is not signed by a known key` } as const;
  }
  return null;
}

function damageAt(course: Course, seal: number): Damage {
  const [fact, next] = course.ahead;
  const [due, following] = course.due;
  const place = { ...placeOf(course), seal };
  if (!fact) return { ...place, kind: "lost", message: `a sealed fact is missing at the end, number ${course.index}` };
  const named = `${fact.id} in ${fact.stream}`;
  if (next && next.hash === due?.hash) {
    return fact.hash === following?.hash
      ? { ...place, kind: "swapped", message: `${named} and the fact after it have changed places` }
      : { ...place, kind: "inserted", message: `${named} was not there when this was sealed` };
  }
  return fact.hash === following?.hash
    ? { ...place, kind: "lost", message: `a sealed fact is missing before ${named}` }
    : { ...place, kind: "changed", message: `${named} is not what was sealed` };
}

function placeOf({ studio, index, ahead: [fact] }: Course) {
  return { studio, index, eventId: fact?.id ?? null, stream: fact?.stream ?? null };
}

/**
 * Whether facts that were taken out of the log (an export) stand under these seals, in the order given: the seals carry the
 * hashes of all that is left out. Names the first that does not; null when all do.
 * @throws {TypeError} when the seals themselves do not hold
 */
export function verifyExport(
  facts: Iterable<Hashed>,
  seals: readonly Seal[],
  publicKeys: Readonly<Record<string, string>>,
): string | null {
  let previous: Seal | null = null;
  for (const seal of seals) {
    const linked = previous === null || seal.previous === sealHash(previous);
    const key = publicKeys[seal.keyId];
    if (!linked || !key || !isSignedBy(seal, key) || merkleRoot(seal.leaves) !== seal.merkleRoot) {
      throw new TypeError(`seal ${seal.number} does not hold`);
    }
    previous = seal;
  }
  const places = new Map(seals.flatMap((seal) => seal.leaves).map((leaf, place) => [leaf, place]));
  let last = -1;
  for (const fact of facts) {
    const place = places.get(leafHash(fact));
    if (place === undefined || place <= last) return fact.id;
    last = place;
  }
  return null;
}
