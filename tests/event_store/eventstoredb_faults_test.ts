import assert from "node:assert/strict";
import { openEventStoreDb } from "../../event_store/eventstoredb/store.ts";
import { type EventStore, isEvent, StoreUnavailable } from "../../event_store/port.ts";
import { type EventStoreDbServer, startEventStoreDb } from "../support/eventstoredb/start.ts";
import { appendStubbornly, collect, event, events, stream, subscribeUntil } from "./support.ts";

type Open = (options?: { namespace?: string; timeoutMs?: number }) => Promise<EventStore>;

function onServer(sentence: string, test: (server: EventStoreDbServer, open: Open) => Promise<void>): void {
  Deno.test(`EventStoreDB adapter: ${sentence}`, async () => {
    const server = await startEventStoreDb();
    const opened: EventStore[] = [];
    try {
      await test(server, async (options = {}) => {
        const store = await openEventStoreDb({ url: server.url, namespace: "faults", ...options });
        opened.push(store);
        return store;
      });
    } finally {
      server.faults.thaw();
      for (const store of opened) await store.close();
      await server.stop();
    }
  });
}

async function assertUnknown(append: Promise<unknown>): Promise<void> {
  await assert.rejects(append, (error) => {
    assert.ok(error instanceof StoreUnavailable, String(error));
    assert.equal(error.outcome, "unknown");
    return true;
  });
}

onServer("a lost answer is an unknown outcome, and the same append again finds the first", async (server, open) => {
  const store = await open({ timeoutMs: 1_500 });
  const name = stream();
  await store.append(name, [event()], "no_stream");
  const batch = events(3);
  await server.faults.loseAnswers();
  await assertUnknown(store.append(name, batch, 0));
  const neighbour = await appendStubbornly(store, stream(), [event()], "no_stream");
  const again = await appendStubbornly(store, name, batch, 0);
  assert.equal(again.revision, 3);
  assert.ok(again.position < neighbour.position);
  assert.equal((await collect(store.read(name))).length, 4);
});

onServer("a connection cut before the answer is an unknown outcome too", async (server, open) => {
  const store = await open();
  const name = stream();
  const batch = events(2);
  await store.append(stream(), [event()], "no_stream");
  await server.faults.cutAnswers();
  await assertUnknown(store.append(name, batch, "no_stream"));
  assert.equal((await appendStubbornly(store, name, batch, "no_stream")).revision, 1);
  assert.equal((await collect(store.read(name))).length, 2);
});

onServer(
  "a server killed under many appends at once fails them all as unknown, and none else",
  async (server, open) => {
    const store = await open();
    await store.append(stream(), [event()], "no_stream");
    server.faults.freeze();
    // large enough that most still wait to be sent when the connection breaks
    const padding = "x".repeat(60_000);
    const names = Array.from({ length: 64 }, () => stream());
    const batches = names.map(() => [event("Large", { padding })]);
    const appends = names.map((name, i) => assertUnknown(store.append(name, batches[i] ?? [], "no_stream")));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.kill();
    await Promise.all(appends);
    await server.restart();
    await Promise.all(names.map((name, i) => appendStubbornly(store, name, batches[i] ?? [], "no_stream")));
    for (const name of names) assert.equal((await collect(store.read(name))).length, 1);
  },
);

onServer("a frozen server is noticed, and works again when it thaws", async (server, open) => {
  const store = await open({ timeoutMs: 1_500 });
  const name = stream();
  const batch = [event()];
  await store.append(stream(), [event()], "no_stream");
  server.faults.freeze();
  await assertUnknown(store.append(name, batch, "no_stream"));
  await assert.rejects(collect(store.read(name)), StoreUnavailable);
  await assert.rejects(store.head(), StoreUnavailable);
  await assert.rejects(collect(store.readAll({ after: 0n })), StoreUnavailable);
  server.faults.thaw();
  assert.equal((await appendStubbornly(store, name, batch, "no_stream")).revision, 0);
  assert.equal((await collect(store.read(name))).length, 1);
});

onServer("a frozen server cannot keep the log from closing, nor a dead one", async (server, open) => {
  const frozen = await open({ timeoutMs: 1_500 });
  await frozen.append(stream(), [event()], "no_stream");
  server.faults.freeze();
  await assertUnknown(frozen.append(stream(), [event()], "no_stream"));
  await frozen.close();
  server.faults.thaw();
  const left = await open({ timeoutMs: 1_500 });
  await left.append(stream(), [event()], "no_stream");
  await server.kill();
  await left.close();
});

onServer("closing one log leaves the appends of another alone", async (_server, open) => {
  const [staying, leaving] = [await open(), await open()];
  await leaving.append(stream(), [event()], "no_stream");
  const appends = Array.from({ length: 50 }, () => staying.append(stream(), [event()], "no_stream"));
  await leaving.close();
  assert.equal((await Promise.all(appends)).length, 50);
});

onServer(
  "a repeated append finds its first answer after the server was killed and started again",
  async (server, open) => {
    const store = await open();
    const name = stream();
    const batch = events(2);
    const first = await store.append(name, batch, "no_stream");
    await store.append(name, [event()], 1);
    await server.restart();
    assert.deepEqual(await appendStubbornly(store, name, batch, "no_stream"), first);
    assert.equal((await collect(store.read(name))).length, 3);
  },
);

onServer("while the server is down reads fail, and a subscription waits for it", async (server, open) => {
  const store = await open();
  const name = stream();
  const filter = { streamPrefixes: [name] };
  await store.append(name, events(2), "no_stream");
  let live: () => void = () => {};
  const caughtUp = new Promise<void>((resolve) => live = resolve);
  const found = subscribeUntil(store, { after: 0n, filter }, (found, mark) => {
    if (mark) live();
    return found.length === 4;
  });
  await caughtUp;
  await server.kill();
  await assert.rejects(collect(store.read(name)), StoreUnavailable);
  await assert.rejects(store.head(), StoreUnavailable);
  await assert.rejects(collect(store.readAll({ after: 0n })), StoreUnavailable);
  await server.restart();
  await appendStubbornly(store, name, events(2), 1);
  assert.deepEqual((await found).map(({ revision }) => revision), [0, 1, 2, 3]);
});

onServer("a subscription that begins while the server is down begins when it is back", async (server, open) => {
  const store = await open();
  const name = stream();
  await store.append(name, events(3), "no_stream");
  await server.kill();
  const found = subscribeUntil(store, { after: 0n, filter: { streamPrefixes: [name] } }, (found) => found.length === 3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await server.restart();
  assert.deepEqual((await found).map(({ revision }) => revision), [0, 1, 2]);
});

onServer("a subscription survives a server that froze without closing its connection", async (server, open) => {
  const [store, other] = [await open({ timeoutMs: 1_500 }), await open()];
  const name = stream();
  let live: () => void = () => {};
  const caughtUp = new Promise<void>((resolve) => live = resolve);
  const found = subscribeUntil(store, { after: 0n, filter: { streamPrefixes: [name] } }, (found, mark) => {
    if (mark) live();
    return found.length === 50;
  });
  await caughtUp;
  server.faults.freeze();
  await new Promise((resolve) => setTimeout(resolve, 900));
  server.faults.thaw();
  await other.append(name, events(50), "no_stream");
  assert.deepEqual((await found).map(({ revision }) => revision), Array.from({ length: 50 }, (_, i) => i));
});

/** Eight writers and three subscribers while `fault` is struck again and again: nothing lost, nothing twice, in order. */
async function underFaults(open: Open, fault: (round: number) => Promise<void>, rounds: number): Promise<void> {
  const writing = await open(), reading = await open();
  const category = `f${crypto.randomUUID().slice(0, 8)}`;
  const filter = { streamPrefixes: [`${category}-`] };
  const [total, writers] = [1_600, 8];
  const followed = [
    subscribeUntil(reading, { after: 0n, filter }, (found) => found.length >= total),
    subscribeUntil(
      reading,
      { after: 0n, filter: { ...filter, types: ["Even", "Odd"] } },
      (found) => found.length >= total,
    ),
    subscribeUntil(
      reading,
      { after: 0n, filter: { ...filter, types: ["Even"] } },
      (found) => found.length >= total / 2,
    ),
  ];
  let struck = false;
  let written = 0;
  const striking = (async () => {
    for (let round = 0; round < rounds; round++) {
      while (written < (total * (round + 1)) / (rounds + 2)) await new Promise((resolve) => setTimeout(resolve, 2));
      await fault(round);
    }
    struck = true;
  })();
  await Promise.all(Array.from({ length: writers }, async () => {
    const name = `${category}-${crypto.randomUUID()}`;
    for (let i = 0; i < total / writers; i++) {
      const next = event(i % 2 ? "Odd" : "Even", { padding: "x".repeat(300) });
      const { revision } = await appendStubbornly(writing, name, [next], i === 0 ? "no_stream" : i - 1);
      assert.equal(revision, i);
      written++;
    }
  }));
  await striking;
  assert.ok(struck);
  const log = await collect(reading.readAll({ after: 0n, filter }));
  assert.equal(log.length, total);
  assert.equal(new Set(log.map(({ id }) => id)).size, total);
  const [all, typed, even] = await Promise.all(followed);
  const ids = (found: { id: string }[] | undefined) => found?.map(({ id }) => id);
  assert.deepEqual(ids(all), ids(log));
  assert.deepEqual(ids(typed), ids(log));
  assert.deepEqual(ids(even), ids(log.filter(({ type }) => type === "Even")));
}

onServer(
  "killed and started again under appends and subscriptions, nothing is lost or repeated",
  (server, open) => underFaults(open, () => server.restart(), 3),
);

onServer(
  "with connections dropped under appends and subscriptions, nothing is lost or repeated",
  (server, open) => underFaults(open, () => server.faults.dropConnections(), 6),
);

onServer("with subscriptions dropped for being slow, nothing is lost or repeated", async (server, open) => {
  await underFaults(open, () => server.faults.dropSubscriptions(), 8);
  assert.ok(await server.faults.dropped() >= 8);
});

onServer(
  "with answers lost on the way, nothing is lost or repeated",
  (server, open) =>
    underFaults((options) => open({ ...options, timeoutMs: 250 }), () => server.faults.loseAnswers(5), 4),
);

onServer("a subscriber that lags behind a burst is dropped by the server and misses nothing", async (server, open) => {
  const store = await open();
  const name = stream();
  const total = 1_600;
  const padding = "x".repeat(20_000);
  const live = Promise.withResolvers<void>(), released = Promise.withResolvers<void>();
  const revisions: number[] = [];
  const reading = (async () => {
    const signal = new AbortController().signal;
    for await (const item of store.subscribe({ after: 0n, filter: { streamPrefixes: [name] }, signal })) {
      if (!isEvent(item)) live.resolve();
      else if (revisions.push(item.revision) === 1) await released.promise;
      if (revisions.length === total) return;
    }
  })();
  await live.promise;
  for (let revision = -1; revision < total - 1;) {
    const batch = Array.from({ length: 20 }, () => event("Large", { padding }));
    ({ revision } = await store.append(name, batch, revision === -1 ? "no_stream" : revision));
  }
  assert.ok(await server.faults.dropped() > 0, "the server never dropped it: the test showed nothing");
  released.resolve();
  await reading;
  assert.deepEqual(revisions, Array.from({ length: total }, (_, i) => i));
});

onServer("the server's own records are stepped over, and a quiet end is still reached", async (server, open) => {
  const store = await open({ namespace: "" });
  const name = stream();
  await store.append(name, events(2), "no_stream");
  await server.faults.systemEvents(150);
  const head = await store.head();
  const all = await collect(store.readAll({ after: 0n }));
  assert.deepEqual(all.map(({ stream }) => stream), [name, name]);
  assert.deepEqual((await collect(store.readAllBackwards({ limit: 5 }))).map(({ revision }) => revision), [1, 0]);
  for (const filter of [undefined, { types: ["SeatTaken"] }, { streamPrefixes: ["other-"] }]) {
    const signal = new AbortController().signal;
    for await (const item of store.subscribe({ after: 0n, ...(filter && { filter }), signal })) {
      if (!isEvent(item) && item.position >= head) break;
    }
  }
});

onServer("namespaces on one server do not see each other", async (_server, open) => {
  const [one, other] = [await open({ namespace: "one" }), await open({ namespace: "one_more" })];
  await one.append("seat-1", events(2), "no_stream");
  assert.deepEqual(await collect(other.read("seat-1")), []);
  await other.append("seat-1", events(3), "no_stream");
  for (const [store, count] of [[one, 2], [other, 3]] as const) {
    assert.equal((await collect(store.read("seat-1"))).length, count);
    const everything = await collect(store.readAll({ after: 0n }));
    assert.deepEqual(everything.map(({ stream }) => stream), Array(count).fill("seat-1"));
    assert.equal((await collect(store.readAll({ after: 0n, filter: { types: ["SeatTaken"] } }))).length, count);
    assert.equal((await collect(store.readAllBackwards({ limit: 10 }))).length, count);
  }
  await assert.rejects(async () => await open({ namespace: "a.b" }), TypeError);
});

onServer("reads that are left early, however many, cost no other call its connection", async (_server, open) => {
  const store = await open();
  const name = stream();
  await store.append(name, events(20), "no_stream");
  // a server closes a connection on which very many streams are reset
  for (let times = 0; times < 80; times++) {
    await Promise.all(Array.from({ length: 16 }, async () => {
      for await (const { revision } of store.read(name, { limit: 20 })) {
        assert.equal(revision, 0);
        break;
      }
    }));
  }
});
