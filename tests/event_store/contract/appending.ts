import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AppendTooLarge,
  MAX_APPEND_BYTES,
  type NewEvent,
  type Revision,
  StoreUnavailable,
  WrongRevision,
} from "../../../event_store/port.ts";
import type { Rule } from "../contract.ts";
import { collect, event, events, stream } from "../support.ts";

const utf8 = new TextEncoder();

export function appending(rule: Rule): void {
  rule("an append answers with its last event's revision and position", async (store) => {
    const name = stream();
    const first = await store.append(name, [event()], "no_stream");
    assert.equal(first.revision, 0);
    const next = await store.append(name, events(3), 0);
    assert.equal(next.revision, 3);
    const stored = await collect(store.read(name));
    assert.deepEqual(stored.map(({ revision }) => revision), [0, 1, 2, 3]);
    assert.equal(stored[0]?.position, first.position);
    assert.equal(stored[3]?.position, next.position);
    assert.ok(stored.every(({ position }, i) => i === 0 || position > (stored[i - 1]?.position ?? 0n)));
    assert.equal(await store.head() >= next.position, true);
  });

  const misses: [string, number, Revision | "no_stream", Revision | "no_stream"][] = [
    ["no_stream on a stream that exists", 2, "no_stream", 1],
    ["a revision of a stream that does not exist", 0, 0, "no_stream"],
    ["a revision that is past", 3, 1, 2],
    ["a revision to come", 2, 5, 1],
  ];
  for (const [sentence, present, expected, actual] of misses) {
    rule(`refuses ${sentence}`, async (store) => {
      const name = stream();
      if (present > 0) await store.append(name, events(present), "no_stream");
      await assert.rejects(store.append(name, [event()], expected), (error) => {
        assert.ok(error instanceof WrongRevision);
        assert.deepEqual([error.stream, error.expected, error.actual], [name, expected, actual]);
        return true;
      });
      assert.equal((await collect(store.read(name))).length, present);
    });
  }

  rule("the same append again gives the first answer and writes nothing, later too", async (store) => {
    const name = stream();
    const opening = events(2), following = events(3);
    const first = await store.append(name, opening, "no_stream");
    const second = await store.append(name, following, 1);
    assert.deepEqual(await store.append(name, following, 1), second);
    await store.append(name, [event()], 4);
    assert.deepEqual(await store.append(name, opening, "no_stream"), first);
    assert.deepEqual(await store.append(name, following, 1), second);
    assert.deepEqual(await store.append(name, following.slice(0, 2), 1).then((a) => a.revision), 3);
    assert.equal((await collect(store.read(name))).length, 6);
  });

  rule("repeats are judged by their ids: data does not matter, order and other streams do", async (store) => {
    const name = stream(), other = stream();
    const [a, b] = events(2) as [NewEvent, NewEvent];
    const first = await store.append(name, [a, b], "no_stream");
    assert.deepEqual(await store.append(name, [{ ...a, data: { other: true } }, b], "no_stream"), first);
    await assert.rejects(store.append(name, [b, a], "no_stream"), WrongRevision);
    assert.equal((await store.append(other, [a, b], "no_stream")).revision, 1);
  });

  rule("the same ids at the current revision are written again", async (store) => {
    const name = stream();
    const same = event();
    await store.append(name, [same], "no_stream");
    assert.equal((await store.append(name, [same], 0)).revision, 1);
    assert.deepEqual((await collect(store.read(name))).map(({ id }) => id), [same.id, same.id]);
  });

  rule("a batch of old and new events is refused", async (store) => {
    const name = stream();
    const old = events(2);
    await store.append(name, old, "no_stream");
    await assert.rejects(store.append(name, [...old, event()], "no_stream"), WrongRevision);
    await assert.rejects(store.append(name, [event(), ...old], "no_stream"), WrongRevision);
    assert.equal((await collect(store.read(name))).length, 2);
  });

  rule("of appends racing for one revision exactly one wins, and the stream has no gap", async (store) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 16 }),
        fc.integer({ min: 1, max: 4 }),
        async (sizes, rounds) => {
          const name = stream("race");
          let at: Revision | "no_stream" = "no_stream";
          let total = 0;
          for (let round = 0; round < rounds; round++) {
            const racing = sizes.map((size) => store.append(name, events(size, `Round${round}`), at));
            const settled = await Promise.allSettled(racing);
            const won = settled.flatMap((one, i) =>
              one.status === "fulfilled" ? [{ ...one.value, size: sizes[i] }] : []
            );
            assert.equal(won.length, 1);
            for (const one of settled) if (one.status === "rejected") assert.ok(one.reason instanceof WrongRevision);
            total += won[0]?.size ?? 0;
            assert.equal(won[0]?.revision, total - 1);
            at = won[0]?.revision ?? at;
          }
          const revisions = (await collect(store.read(name))).map(({ revision }) => revision);
          assert.deepEqual(revisions, Array.from({ length: total }, (_, i) => i));
        },
      ),
      { numRuns: 10 },
    );
  });

  rule("writers that retry at the new revision all get their turn, once", async (store) => {
    const name = stream("counter");
    const ids: string[] = [];
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 5; i++) {
        const mine = event();
        ids.push(mine.id);
        for (let done = false; !done;) {
          const [last] = await collect(store.read(name, { direction: "backwards", limit: 1 }));
          done = await store.append(name, [mine], last?.revision ?? "no_stream").then(() => true, (error) => {
            assert.ok(error instanceof WrongRevision);
            return false;
          });
        }
      }
    }));
    assert.deepEqual((await collect(store.read(name))).map(({ id }) => id).sort(), ids.sort());
  });

  rule("a large batch is written as a whole", async (store) => {
    const name = stream();
    const batch = events(2_500);
    assert.equal((await store.append(name, batch, "no_stream")).revision, 2_499);
    assert.deepEqual((await collect(store.read(name))).map(({ id }) => id), batch.map(({ id }) => id));
  });

  rule("an append of exactly the limit is taken, one byte more is not", async (store) => {
    const name = stream();
    const sized = (bytes: number) => {
      const empty = utf8.encode(JSON.stringify({ text: "" }) + JSON.stringify({})).length;
      // two bytes a character, so that counting characters is not enough
      return event("Large", { text: "é".repeat((bytes - empty) >> 1) + "x".repeat((bytes - empty) & 1) });
    };
    await assert.rejects(store.append(name, [sized(MAX_APPEND_BYTES + 1)], "no_stream"), (error) => {
      assert.ok(error instanceof AppendTooLarge);
      assert.equal(error.bytes, MAX_APPEND_BYTES + 1);
      return true;
    });
    await assert.rejects(
      store.append(name, [sized(MAX_APPEND_BYTES / 2), sized(MAX_APPEND_BYTES / 2 + 1)], "no_stream"),
    );
    assert.deepEqual(await collect(store.read(name)), []);
    const limit = sized(MAX_APPEND_BYTES);
    await store.append(name, [limit], "no_stream");
    const [stored] = await collect(store.read(name));
    assert.deepEqual(stored?.data, limit.data);
  });

  rule("refuses what not every adapter could keep, and writes nothing", async (store) => {
    const name = stream();
    await assert.rejects(store.append(name, [], "no_stream"), TypeError);
    await assert.rejects(store.append("", [event()], "no_stream"), TypeError);
    await assert.rejects(store.append("$settings", [event()], "no_stream"), TypeError);
    await assert.rejects(store.append("seat-\ud800", [event()], "no_stream"), TypeError);
    await assert.rejects(store.append(name, [event("")], "no_stream"), TypeError);
    await assert.rejects(store.append(name, [event("$metadata")], "no_stream"), TypeError);
    await assert.rejects(store.append(name, [{ ...event(), id: "1" }], "no_stream"), TypeError);
    assert.deepEqual(await collect(store.read(name)), []);
  });

  rule("a closed log appends nothing", async (store) => {
    await store.close();
    await assert.rejects(store.append(stream(), [event()], "no_stream"), (error) => {
      assert.ok(error instanceof StoreUnavailable);
      assert.equal(error.outcome, "not_written");
      return true;
    });
    await store.close();
  });
}
