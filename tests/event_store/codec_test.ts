import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { type EventType, eventType, personal } from "../../domain/event_type.ts";
import { createCodec, FutureVersion, isKnown } from "../../event_store/codec.ts";
import type { Json, NewEvent, RecordedEvent } from "../../event_store/port.ts";
import type { Key } from "../../vault/port.ts";

const NoteTaken = eventType("NoteTaken", {
  personId: z.uuid(),
  authorId: z.uuid(),
  text: personal("personId", z.string()),
  mood: personal("personId", z.string().optional()),
  signature: personal("authorId", z.string()),
  stars: z.int(),
});
const PriceSet = eventType("PriceSet", { amount: z.int(), currency: z.string() }, {
  formerly: ["PriceChanged"],
  upcasters: [
    ({ price, ...rest }) => ({ ...rest, amount: price }),
    (data) => ({ ...data, currency: "EUR" }),
  ],
});

const [ana, carlos] = [randomUUID(), randomUUID()];
const note = { personId: ana, authorId: carlos, text: "shy", mood: "calm", signature: "C.", stars: 4 };
const meta = {
  actor: "system",
  studio: null,
  correlationId: ana,
  causationId: null,
  commandId: ana,
  command: "TakeNote",
  schemaVersion: 1,
  occurredAt: "2026-11-21T10:00:00.000Z",
};

function codecWith(keys: Map<string, Key>) {
  let fetches = 0;
  const codec = createCodec({
    catalogue: [NoteTaken, PriceSet] as unknown as EventType[],
    keys: {
      keysOf(persons) {
        fetches++;
        return Promise.resolve(new Map([...keys].filter(([person]) => persons.includes(person))));
      },
    },
  });
  const write = async (data: object, type = "NoteTaken") =>
    (await codec.encode([{ id: randomUUID(), event: codec.check({ type, data }), meta }]))[0]!;
  const read = async (...events: NewEvent[]) => (await codec.decodePage(events.map(recorded))).map(({ data }) => data);
  return { codec, write, read, fetches: () => fetches };
}

function recorded(event: NewEvent, n = 0): RecordedEvent {
  const asStored = JSON.parse(JSON.stringify(event)) as NewEvent;
  return { ...asStored, stream: "note-1", revision: n, position: BigInt(n + 1), recordedAt: meta.occurredAt };
}
const old = (type: string, data: Json, schemaVersion: number): RecordedEvent =>
  recorded({ id: randomUUID(), type, data, metadata: { ...meta, schemaVersion } });

const keys = () => new Map<string, Key>([[ana, randomBytes(32)], [carlos, randomBytes(32)]]);

Deno.test("personal fields are one ciphertext a person, and come back as they were", async () => {
  const { write, read } = codecWith(keys());
  const event = await write(note);
  assert.deepEqual(Object.keys(event.data), ["personId", "authorId", "stars", "$personal"]);
  assert.deepEqual(Object.keys(event.data.$personal), [ana, carlos]);
  for (const plain of ["shy", "calm", "C."]) assert.ok(!JSON.stringify(event).includes(`"${plain}"`));
  assert.deepEqual(await read(event), [note]);
  const { mood: _, ...short } = note;
  assert.deepEqual(await read(await write(short)), [{ ...short, mood: null }]);
});

Deno.test("two facts with the same words have different ciphertexts", async () => {
  const { write } = codecWith(keys());
  const [one, two] = [await write(note), await write(note)];
  assert.notEqual(one.data.$personal[ana], two.data.$personal[ana]);
});

Deno.test("whoever has no key any more is null, the others stay", async () => {
  const all = keys();
  const { write, read } = codecWith(all);
  const event = await write(note);
  all.delete(ana);
  assert.deepEqual(await read(event), [{ ...note, text: null, mood: null }]);
  all.delete(carlos);
  assert.deepEqual(await read(event), [{ ...note, text: null, mood: null, signature: null }]);
});

Deno.test("a fact about somebody erased stores their fields as erased, for good", async () => {
  const all = keys();
  const anasKey = all.get(ana)!;
  all.delete(ana);
  const { write, read } = codecWith(all);
  const event = await write(note);
  assert.deepEqual(Object.keys(event.data.$personal), [carlos]);
  all.set(ana, anasKey);
  assert.deepEqual(await read(event), [{ ...note, text: null, mood: null }]);
});

Deno.test("a ciphertext opens in its own fact only", async () => {
  const { codec, write } = codecWith(keys());
  const event = await write(note);
  await assert.rejects(() => codec.decodePage([recorded({ ...event, id: randomUUID() })]));
  const moved = { ...event, data: { ...event.data, $personal: { [carlos]: event.data.$personal[ana] } } };
  await assert.rejects(() => codec.decodePage([recorded(moved)]));
});

Deno.test("a page's keys are fetched in one go, a page without personal data asks for none", async () => {
  const { codec, write, fetches } = codecWith(keys());
  const page = (await Promise.all([write(note), write(note), write(note)])).map(recorded);
  const before = fetches();
  await codec.decodePage(page);
  assert.equal(fetches(), before + 1);
  await codec.decodePage([old("PriceSet", { amount: 1, currency: "EUR" }, 3)]);
  assert.equal(fetches(), before + 1);
});

Deno.test("for folds of deciders every personal field is null, read or just decided", async () => {
  const { codec, write } = codecWith(keys());
  const blank = { ...note, text: null, mood: null, signature: null };
  assert.deepEqual(codec.check({ type: "NoteTaken", data: note }).blank, blank);
  assert.deepEqual(codec.decodeBlank([recorded(await write(note))]).map(({ data }) => data), [blank]);
});

Deno.test("old versions and names are upcast, what was read is left as it is", async () => {
  const { codec } = codecWith(keys());
  const page = [
    old("PriceChanged", { price: 5 }, 1),
    old("PriceSet", { amount: 6 }, 2),
    old("PriceSet", { amount: 7, currency: "USD" }, 3),
  ];
  const before = structuredClone(page);
  const facts = await codec.decodePage(page);
  assert.deepEqual(facts.map(({ type, data }) => [type, data]), [
    ["PriceSet", { amount: 5, currency: "EUR" }],
    ["PriceSet", { amount: 6, currency: "EUR" }],
    ["PriceSet", { amount: 7, currency: "USD" }],
  ]);
  assert.deepEqual(page, before);
  assert.deepEqual(codec.namesOf(["PriceSet", "NoteTaken"]), ["PriceSet", "PriceChanged", "NoteTaken"]);
});

Deno.test("a version from the future waits for the newer process; an unknown type is shown as it is", async () => {
  const { codec } = codecWith(keys());
  const future = old("PriceSet", { amount: 1 }, 4);
  await assert.rejects(
    () => codec.decodePage([future]),
    (error) => error instanceof FutureVersion && error.version === 4,
  );
  const [unknown] = await codec.decodePage([old("Dreamt", { of: "electric sheep" }, 9)]);
  assert.ok(unknown && !isKnown(unknown));
  assert.deepEqual([unknown.type, unknown.data], ["Dreamt", { of: "electric sheep" }]);
});

Deno.test("what a type does not allow is not written", () => {
  const { codec } = codecWith(keys());
  assert.throws(() => codec.check({ type: "NoteTaken", data: { ...note, stars: 4.5 } }), { name: "ZodError" });
  assert.throws(() => codec.check({ type: "Dreamt", data: {} }), TypeError);
});

Deno.test("a moved fact shows its original time", async () => {
  const { codec } = codecWith(keys());
  const event = old("PriceSet", { amount: 1, currency: "EUR" }, 3);
  const [fact] = await codec.decodePage([{ ...event, metadata: { ...event.metadata, recordedAt: "2020-01-01" } }]);
  assert.equal(fact?.recordedAt, "2020-01-01");
});
