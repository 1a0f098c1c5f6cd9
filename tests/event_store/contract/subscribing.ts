import assert from "node:assert/strict";
import { type CaughtUp, type EventStore, isEvent, type RecordedEvent } from "../../../event_store/port.ts";
import type { Rule } from "../contract.ts";
import { appendStubbornly, collect, event, events, stream, subscribeUntil } from "../support.ts";

export function subscribing(rule: Rule): void {
  rule("a subscription hands out history, says it has caught up, then what comes", async (store) => {
    const after = await store.head();
    const name = stream();
    const { position } = await store.append(name, events(3), "no_stream");
    const seen: (number | "caught up")[] = [];
    for await (const item of store.subscribe({ after, filter: { streamPrefixes: [name] }, signal: never() })) {
      seen.push(isEvent(item) ? item.revision : "caught up");
      if (!isEvent(item) && seen.length === 4) {
        assert.ok(item.position >= position);
        await store.append(name, events(2), 2);
      }
      if (seen.at(-1) === 4) break;
    }
    assert.deepEqual(seen.filter((one) => one !== "caught up"), [0, 1, 2, 3, 4]);
    assert.equal(seen[3], "caught up");
  });

  rule("an empty history is caught up at once", async (store) => {
    const after = await store.head();
    const filter = { streamPrefixes: [stream()] };
    for await (const item of store.subscribe({ after, filter, signal: never() })) {
      assert.ok(!isEvent(item));
      assert.ok(item.position >= after);
      break;
    }
  });

  rule("a filter that nothing passes is caught up beyond what it left out, live as well", async (store) => {
    const after = await store.head();
    const filter = { types: ["Never"] };
    const marks = marksOf(store.subscribe({ after, filter, signal: never() }));
    await marks.reach(after);
    const { position } = await store.append(stream(), events(5), "no_stream");
    await marks.reach(position);
    const later = await store.append(stream(), events(100), "no_stream");
    await marks.reach(later.position);
    await marks.leave();
  });

  rule("a subscription resumed from any position goes on exactly there", async (store) => {
    const after = await store.head();
    const name = stream();
    await store.append(name, events(40), "no_stream");
    const filter = { streamPrefixes: [name] };
    const all = await collect(store.readAll({ after, filter }));
    for (const from of [0, 7, 31, 32, 38]) {
      const resumed = await subscribeUntil(
        store,
        { after: all[from]?.position ?? 0n, filter },
        (_, caughtUp) => caughtUp !== undefined,
      );
      assert.deepEqual(resumed.map(({ revision }) => revision), all.slice(from + 1).map(({ revision }) => revision));
    }
  });

  rule("a caught-up mark is a place to resume from", async (store) => {
    const name = stream();
    let mark: CaughtUp | undefined;
    const filter = { streamPrefixes: [name] };
    await subscribeUntil(
      store,
      { after: await store.head(), filter },
      (_, caughtUp) => (mark = caughtUp) !== undefined,
    );
    await store.append(name, events(3), "no_stream");
    const rest = await subscribeUntil(store, { after: mark?.position ?? 0n, filter }, (found) => found.length === 3);
    assert.deepEqual(rest.map(({ revision }) => revision), [0, 1, 2]);
  });

  rule("from history to live under 32 writers: nothing lost, nothing twice, in order", async (store) => {
    const after = await store.head();
    const category = `cut${crypto.randomUUID().slice(0, 8)}`;
    const filter = { streamPrefixes: [`${category}-`] };
    const total = 6_000, writers = 32;
    const subscribers: Promise<RecordedEvent[]>[] = [];
    const join = () => subscribers.push(subscribeUntil(store, { after, filter }, (found) => found.length >= total));
    let next = 0;
    let written = 0;
    join();
    await Promise.all(Array.from({ length: writers }, async () => {
      const name = `${category}-${crypto.randomUUID()}`;
      for (let revision = -1; next < total;) {
        next++;
        // as `handle` does: an append with an unknown outcome is repeated as it was
        ({ revision } = await appendStubbornly(store, name, [event()], revision === -1 ? "no_stream" : revision));
        if (++written === 1_500 || written === 4_500) join();
      }
    }));
    const expected = (await collect(store.readAll({ after, filter }))).map(({ id }) => id);
    assert.equal(new Set(expected).size, total);
    for (const found of await Promise.all(subscribers)) {
      assert.equal(found.length, total);
      assert.deepEqual(found.map(({ id }) => id), expected);
      assertRevisionsInOrder(found);
    }
  });

  rule("a slow subscriber gets everything, in order", async (store) => {
    const after = await store.head();
    const name = stream("slow");
    const filter = { streamPrefixes: [name] };
    const found: number[] = [];
    let started: () => void = () => {};
    const live = new Promise<void>((resolve) => started = resolve);
    const reader = (async () => {
      for await (const item of store.subscribe({ after, filter, signal: never() })) {
        if (!isEvent(item)) {
          started();
          continue;
        }
        found.push(item.revision);
        if (found.length % 500 === 1) await new Promise((resolve) => setTimeout(resolve, 60));
        if (found.length === 4_000) return;
      }
    })();
    await live;
    const padding = "x".repeat(500);
    for (let revision = -1; revision < 3_999;) {
      const batch = Array.from({ length: 200 }, () => event("SeatTaken", { padding }));
      ({ revision } = await store.append(name, batch, revision === -1 ? "no_stream" : revision));
    }
    await reader;
    assert.deepEqual(found, Array.from({ length: 4_000 }, (_, i) => i));
  });

  rule("an abort ends a waiting subscription without an error", async (store) => {
    const leave = new AbortController();
    let caughtUp = 0;
    const ended = (async () => {
      for await (const item of store.subscribe({ after: await store.head(), signal: leave.signal })) {
        if (!isEvent(item)) caughtUp++;
        setTimeout(() => leave.abort(), 5);
      }
    })();
    await ended;
    assert.ok(caughtUp > 0);
  });

  rule("an abort in the middle of a page ends it there", async (store) => {
    const after = await store.head();
    await store.append(stream(), events(50), "no_stream");
    const leave = new AbortController();
    let count = 0;
    for await (const item of store.subscribe({ after, signal: leave.signal })) {
      if (isEvent(item) && ++count === 3) leave.abort();
    }
    assert.equal(count, 3);
  });

  rule("a subscription with an aborted signal hands out nothing", async (store) => {
    await store.append(stream(), events(2), "no_stream");
    assert.deepEqual(await collect(store.subscribe({ after: 0n, signal: AbortSignal.abort() })), []);
  });

  rule("closing the log ends its subscriptions", async (store) => {
    const ended = (async () => {
      for await (const item of store.subscribe({ after: await store.head(), signal: never() })) {
        if (!isEvent(item)) setTimeout(() => void store.close(), 5);
      }
    })();
    await ended;
  });
}

const never = () => new AbortController().signal;

function assertRevisionsInOrder(found: RecordedEvent[]): void {
  const next = new Map<string, number>();
  for (const { stream, revision } of found) {
    assert.equal(revision, next.get(stream) ?? 0);
    next.set(stream, revision + 1);
  }
}

/** Follows a subscription's caught-up marks. */
function marksOf(items: ReturnType<EventStore["subscribe"]>) {
  const iterator = items[Symbol.asyncIterator]();
  let at = -1n;
  return {
    async reach(position: bigint) {
      while (at < position) {
        const { value, done } = await iterator.next();
        assert.ok(!done && !isEvent(value));
        at = value.position;
      }
    },
    leave: () => iterator.return?.(),
  };
}
