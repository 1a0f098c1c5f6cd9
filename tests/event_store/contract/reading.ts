import assert from "node:assert/strict";
import fc from "fast-check";
import type { EventStore, Filter, NewEvent, RecordedEvent } from "../../../event_store/port.ts";
import type { Rule } from "../contract.ts";
import { collect, event, events, stream } from "../support.ts";

const numbers = (found: RecordedEvent[]) => found.map(({ data }) => data.n);

export function reading(rule: Rule): void {
  rule("an event comes back as it was written", async (store) => {
    const name = stream();
    const written = event("Odd", {
      text: 'Grüße, 🎉   \\ " \0',
      nested: [{ deep: [null, true, 1.5, -0.001, 1e21] }],
      "": "",
      empty: {},
    }, { actor: "ñ" });
    const before = Date.now();
    await store.append(name, [{ ...written, id: written.id.toUpperCase() }], "no_stream");
    const [stored] = await collect(store.read(name));
    assert.ok(stored);
    const { position, recordedAt, ...rest } = stored;
    assert.deepEqual(rest, { ...written, stream: name, revision: 0 });
    assert.equal(typeof position, "bigint");
    assert.match(recordedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Math.abs(Date.parse(recordedAt) - before) < 60_000);
  });

  rule("a stream is read forwards and backwards, from a revision, up to a limit", async (store) => {
    const name = stream();
    await store.append(name, events(10), "no_stream");
    const read = async (options: Parameters<EventStore["read"]>[1]) =>
      numbers(await collect(store.read(name, options)));
    assert.deepEqual(await read({}), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual(await read({ from: 7 }), [7, 8, 9]);
    assert.deepEqual(await read({ from: 2, limit: 3 }), [2, 3, 4]);
    assert.deepEqual(await read({ direction: "backwards", limit: 2 }), [9, 8]);
    assert.deepEqual(await read({ direction: "backwards", from: 2 }), [2, 1, 0]);
    assert.deepEqual(await read({ from: 10 }), []);
    assert.deepEqual(await read({ limit: 0 }), []);
  });

  rule("a stream that does not exist has no events, in either direction", async (store) => {
    assert.deepEqual(await collect(store.read(stream())), []);
    assert.deepEqual(await collect(store.read(stream(), { direction: "backwards", limit: 1 })), []);
  });

  rule("a read can be left early, also in a long stream", async (store) => {
    const name = stream();
    await store.append(name, events(1_500), "no_stream");
    let count = 0;
    for await (const _ of store.read(name)) if (++count === 700) break;
    assert.equal(count, 700);
    assert.equal((await collect(store.read(name))).length, 1_500);
  });

  rule("names may be odd, and near misses are other streams", async (store) => {
    const start = await store.head();
    const id = crypto.randomUUID();
    const odd = [
      `${id}`,
      `seat-${id}`,
      `seat-${id}-`,
      `seat-${id.slice(0, -1)}`,
      `-${id}`,
      `SEAT-${id}`,
      `seat_${id}%_*?`,
      `séat-🎟️ ${id}`,
      `${id}/../'";--`,
      `long-${id}-${"x".repeat(400)}`,
    ];
    for (const [n, name] of odd.entries()) await store.append(name, [event("Odd", { n })], "no_stream");
    for (const [n, name] of odd.entries()) {
      const found = await collect(store.read(name));
      assert.deepEqual(found.map((e) => [e.stream, e.data.n]), [[name, n]]);
    }
    for (const [n, name] of odd.entries()) {
      const filter = { streamPrefixes: [name] };
      const found = await collect(store.readAll({ after: start, filter }));
      const expected = odd.flatMap((other, i) => other.startsWith(name) ? [i] : []);
      assert.deepEqual(numbers(found), expected, `prefix ${n}`);
    }
  });

  rule("the whole log is in order, after, until and within a limit", async (store) => {
    const start = await store.head();
    const [a, b] = [stream("order"), stream("order")];
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) {
      const next = events(2);
      ids.push(...next.map(({ id }) => id));
      await store.append(i % 2 ? a : b, next, i < 2 ? "no_stream" : (i >> 1) * 2 - 1);
    }
    const filter = { streamPrefixes: [a, b] };
    const all = await collect(store.readAll({ after: start, filter }));
    assert.deepEqual(all.map(({ id }) => id), ids);
    const at = (i: number) => all[i]?.position ?? 0n;
    const part = async (options: { after: bigint; until?: bigint; limit?: number }) =>
      (await collect(store.readAll({ ...options, filter }))).map(({ id }) => ids.indexOf(id));
    assert.deepEqual(await part({ after: at(2), until: at(5) }), [3, 4, 5]);
    assert.deepEqual(await part({ after: at(8) }), [9, 10, 11]);
    assert.deepEqual(await part({ after: start, limit: 2 }), [0, 1]);
    assert.deepEqual(await part({ after: at(11) }), []);
    assert.deepEqual(await part({ after: at(5), until: at(5) }), []);
    assert.deepEqual(await part({ after: start, limit: 0 }), []);
    assert.deepEqual(await part({ after: await store.head() + 1_000_000n }), []);
  });

  rule("the newest events come first, page after page", async (store) => {
    const name = stream();
    const written = events(7);
    await store.append(name, written, "no_stream");
    const found: RecordedEvent[] = [];
    let before: bigint | undefined;
    while (found.length < 7) {
      const page = await collect(store.readAllBackwards({ ...(before !== undefined && { before }), limit: 3 }));
      found.push(...page);
      before = page.at(-1)?.position;
    }
    assert.deepEqual(found.slice(0, 7).map(({ id }) => id), written.map(({ id }) => id).reverse());
  });

  rule("filters let through whole types and prefixes, and both must hold", async (store) => {
    const start = await store.head();
    const id = crypto.randomUUID();
    const write = (name: string, type: string) =>
      store.append(`${name}${id}`, [event(type, { n: `${name}${type}` })], "no_stream");
    await write("seat-", "Taken");
    await write("seating-", "Taken");
    await write("room-", "Take");
    await write("room-x", "TakenAgain");
    await write("hall-", "Une.*\\.+(d)[é]$|^");
    const filtered = async (filter: Filter) => numbers(await collect(store.readAll({ after: start, filter })));
    assert.deepEqual(await filtered({ types: ["Taken"] }), ["seat-Taken", "seating-Taken"]);
    assert.deepEqual(await filtered({ types: ["Take", "TakenAgain", "Never"] }), ["room-Take", "room-xTakenAgain"]);
    assert.deepEqual(await filtered({ types: ["Une.*\\.+(d)[é]$|^"] }), ["hall-Une.*\\.+(d)[é]$|^"]);
    assert.deepEqual(await filtered({ streamPrefixes: ["seat-"] }), ["seat-Taken"]);
    assert.deepEqual(await filtered({ streamPrefixes: ["seat", "room-x"] }), [
      "seat-Taken",
      "seating-Taken",
      "room-xTakenAgain",
    ]);
    assert.deepEqual(await filtered({ types: ["Taken", "Take"], streamPrefixes: ["room-", "seat-"] }), [
      "seat-Taken",
      "room-Take",
    ]);
    assert.deepEqual(await filtered({ types: [] }), []);
    assert.deepEqual(await filtered({ streamPrefixes: [] }), []);
  });

  rule("any filter gives what filtering by hand gives", async (store) => {
    const start = await store.head();
    const names = ["a-1", "a-2", "ab-1", "b-1", "b"].map((name) => ({
      name: `${name}${crypto.randomUUID()}`,
      prefix: name,
    }));
    const types = ["X", "Y", "XY", "Z"];
    const written: { stream: string; type: string; id: string }[] = [];
    const revisions = new Map<string, number>();
    for (let i = 0; i < 120; i++) {
      const { name } = names[(i * 7) % names.length] as { name: string };
      const batch = Array.from({ length: 1 + i % 3 }, (_, k) => event(types[(i + k * k) % types.length]));
      const { revision } = await store.append(name, batch, revisions.get(name) ?? "no_stream");
      revisions.set(name, revision);
      written.push(...batch.map(({ id, type }: NewEvent) => ({ stream: name, type, id })));
    }
    const some = (values: string[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(some(types), some(["a", "a-", "a-1", "ab-", "b-", "b"]), async (chosen, prefixes) => {
        const filter: Filter = { ...(chosen && { types: chosen }), ...(prefixes && { streamPrefixes: prefixes }) };
        const found = await collect(store.readAll({ after: start, filter }));
        const expected = written.filter((e) =>
          (!chosen || chosen.includes(e.type)) && (!prefixes || prefixes.some((p) => e.stream.startsWith(p)))
        );
        assert.deepEqual(found.map(({ id }) => id), expected.map(({ id }) => id));
      }),
      { numRuns: 25 },
    );
  });
}
