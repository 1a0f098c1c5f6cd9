import type { DomainEvent } from "../domain/decider.ts";
import type { EventType } from "../domain/event_type.ts";
import type { AnyFact } from "../domain/catalogue.ts";
import type { Fact, Metadata } from "../domain/fact.ts";
import type { Key, PersonKeys } from "../vault/port.ts";
import { openFields, sealFields } from "./personal_data.ts";
import type { Json, NewEvent, RecordedEvent } from "./port.ts";

/** An event of a type that this program does not know (a newer one wrote it). Folds skip it; auditors see it as it is. */
export type Unknown = Omit<Fact, "data"> & { unknown: true; data: Json };

/** A domain event whose data is what its type says. */
export interface Checked {
  type: string;
  /** Of the type's shape. */
  version: number;
  data: Json;
  /** As folds of deciders see it: every personal field is null. */
  blank: Json;
}

/** A domain event with all that stands beside it. */
export interface Draft {
  id: string;
  event: Checked;
  meta: Metadata;
}

export interface Codec {
  /**
   * @throws {ZodError} the domain event is not what its type says
   * @throws {TypeError} its type is not in the catalogue
   */
  check(event: DomainEvent): Checked;
  /** Encrypts. Personal data of somebody without a key (erased) is left out. */
  encode(drafts: readonly Draft[]): Promise<NewEvent[]>;
  /**
   * Newest versions, personal fields decrypted, `null` once the person is erased.
   * @throws {FutureVersion} wait for the newer process
   */
  decodePage(events: readonly RecordedEvent[]): Promise<(AnyFact | Unknown)[]>;
  /** The same without keys: every personal field is null. For folds that must not see them. */
  decodeBlank(events: readonly RecordedEvent[]): (AnyFact | Unknown)[];
  /** All names, historical ones too, of these types: what a filter has to ask for. */
  namesOf(types: Iterable<string>): string[];
}

/** An event was written in a version that this program does not know yet. Not poison: a newer process reads it. */
export class FutureVersion extends Error {
  override name = "FutureVersion";
  constructor(readonly event: RecordedEvent, readonly version: number, readonly known: number) {
    super(`${event.type} ${event.id} has version ${version}, this program knows ${known}: wait for the newer one`);
  }
}

/** Tells facts from events of unknown types. */
export function isKnown(fact: AnyFact | Unknown): fact is AnyFact {
  return !("unknown" in fact);
}

/** What encoding and decoding one type takes, worked out once. */
interface Plan {
  type: EventType;
  /** Personal fields, with the field that names their person. */
  personal: readonly (readonly [field: string, of: string])[];
  /** Fields that name the persons. */
  subjects: readonly string[];
}

const SEALED = "$personal";
const noKeys: ReadonlyMap<string, Key> = new Map();

/** The translation between domain events and the log: checks, encrypts, upcasts. */
export function createCodec({ catalogue, keys }: { catalogue: readonly EventType[]; keys: PersonKeys }): Codec {
  const plans = new Map<string, Plan>();
  for (const type of catalogue) {
    const personal = Object.entries(type.personal);
    const plan = { type, personal, subjects: [...new Set(personal.map(([, of]) => of))] };
    for (const name of [type.type, ...type.formerly]) plans.set(name, plan);
  }

  function planOf(type: string): Plan {
    const plan = plans.get(type);
    if (!plan) throw new TypeError(`${type} is not in the catalogue`);
    return plan;
  }

  return {
    check({ type, data: given }) {
      const plan = planOf(type);
      const { version, schema } = plan.type;
      const data = schema.parse(given) as Json;
      if (plan.personal.length === 0) return { type, version, data, blank: data };
      for (const of of plan.subjects) {
        if (typeof data[of] !== "string") throw new TypeError(`${type}.${of} has to name a person`);
      }
      const empty = { ...data };
      blank(plan, empty, noKeys);
      return { type, version, data, blank: empty };
    },

    async encode(drafts) {
      const plansOf = drafts.map(({ event }) => planOf(event.type));
      const persons = new Set(drafts.flatMap(({ event }, i) => plansOf[i]!.subjects.map((of) => event.data[of])));
      const found = persons.size > 0 ? await keys.keysOf([...persons]) : noKeys;
      return drafts.map((draft, i) => encodeOne(draft, plansOf[i]!, found));
    },

    async decodePage(events) {
      const persons = new Set<string>();
      for (const { data } of events) for (const person in data[SEALED]) persons.add(person);
      const found = persons.size > 0 ? await keys.keysOf([...persons]) : noKeys;
      return events.map((event) => decodeOne(event, plans.get(event.type), found));
    },

    decodeBlank: (events) => events.map((event) => decodeOne(event, plans.get(event.type), noKeys)),

    namesOf: (types) => [...types].flatMap((type) => [type, ...plans.get(type)?.type.formerly ?? []]),
  };
}

function encodeOne({ id, event, meta }: Draft, plan: Plan, keys: ReadonlyMap<string, Key>): NewEvent {
  const { type } = event;
  if (plan.personal.length === 0) return { id, type, data: event.data, metadata: meta };
  const { data } = event;
  const open: Json = {};
  const secret: Record<string, Json> = {};
  for (const field in data) {
    const of = plan.type.personal[field];
    const value = data[field];
    if (of === undefined) open[field] = value;
    else if (value !== undefined && value !== null) (secret[data[of]] ??= {})[field] = value;
  }
  const sealed: Record<string, string> = {};
  for (const person in secret) {
    const key = keys.get(person);
    if (key) sealed[person] = sealFields(key, id, type, secret[person]!);
  }
  open[SEALED] = sealed;
  return { id, type, data: open, metadata: meta };
}

function decodeOne(event: RecordedEvent, plan: Plan | undefined, keys: ReadonlyMap<string, Key>): AnyFact | Unknown {
  const { id, stream, revision, position, metadata } = event;
  const recordedAt = typeof metadata.recordedAt === "string" ? metadata.recordedAt : event.recordedAt;
  if (!plan) {
    const meta = metadata as Metadata;
    return { unknown: true, type: event.type, data: event.data, id, stream, revision, position, recordedAt, meta };
  }
  const { type, version, upcasters } = plan.type;
  const written = Number(metadata.schemaVersion ?? 1);
  if (written > version) throw new FutureVersion(event, written, version);
  const personal = event.data[SEALED] !== undefined;
  let data = personal ? unsealed(event, keys) : event.data;
  for (let from = written; from < version; from++) data = upcasters[from - 1]!(data);
  if (personal) blank(plan, data, keys);
  return { type, data, id, stream, revision, position, recordedAt, meta: metadata as Metadata } as AnyFact;
}

function unsealed({ id, type, data }: RecordedEvent, keys: ReadonlyMap<string, Key>): Json {
  const open: Json = {};
  for (const field in data) if (field !== SEALED) open[field] = data[field];
  const sealed = data[SEALED] as Record<string, string>;
  for (const person in sealed) {
    const key = keys.get(person);
    if (key) Object.assign(open, openFields(key, id, type, sealed[person]!));
  }
  return open;
}

/** Nulls the personal fields that were not given, and those of whoever's key is gone. */
function blank(plan: Plan, data: Json, keys: ReadonlyMap<string, Key>): void {
  for (const [field, of] of plan.personal) if (data[field] === undefined || !keys.has(data[of])) data[field] = null;
}
