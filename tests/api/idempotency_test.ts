import assert from "node:assert/strict";
import { operations } from "../../api/operations.ts";
import type { EventStore } from "../../event_store/port.ts";
import { eventBody, openApplication, registrationBody, type TestApplication } from "../support/application.ts";

async function published(test: TestApplication, change: Record<string, unknown> = {}) {
  const { owner } = await test.studio("ana");
  const key = await owner.key();
  const event = await (await test.call("POST", "/api/events", { key, body: eventBody(change) })).json();
  await test.call("PUT", `/api/events/${event.id}`, { key, body: { status: "published" } });
  const register = (idempotencyKey: string, body: unknown, by = key) =>
    test.call("POST", `/api/events/${event.id}/registrations`, {
      key: by,
      headers: { "idempotency-key": idempotencyKey },
      body,
    });
  return { owner, key, event, register };
}

Deno.test("The same key and body get the same answer, and one registration", async () => {
  await using test = await openApplication();
  const { key, event, register } = await published(test);
  const body = registrationBody();
  const first = await register("order-1", body);
  const again = await register("order-1", body);
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.deepEqual([first.headers.get("idempotency-replayed"), again.headers.get("idempotency-replayed")], [
    null,
    "true",
  ]);
  assert.equal(await again.text(), await first.text());
  const shown = await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  assert.equal(shown.registrations_count, 1);
});

Deno.test("A refusal is answered again too, even when it would no longer be one", async () => {
  await using test = await openApplication();
  const { key, event, register } = await published(test, { capacity: 1, waitlist: false });
  assert.equal((await register("a", registrationBody())).status, 201);
  const late = registrationBody();
  const refused = await register("b", late);
  assert.deepEqual([refused.status, (await refused.clone().json()).code], [409, "event_full"]);
  await test.call("PUT", `/api/events/${event.id}`, { key, body: { capacity: 5 } });
  const again = await register("b", late);
  assert.equal(await again.text(), await refused.text());
  assert.equal((await register("c", late)).status, 201);
});

Deno.test("What cannot be used does not bind the key: corrected, it is decided under the same one", async () => {
  await using test = await openApplication();
  const { key, register } = await published(test);
  const body = registrationBody();
  for (const wrong of [{ ...body, email: "nobody" }, [], { ...body, termsAccepted: false }]) {
    assert.equal((await register("typo", wrong)).status, 400, JSON.stringify(wrong));
  }
  const corrected = await register("typo", body);
  assert.equal(corrected.status, 201);
  assert.equal(corrected.headers.get("idempotency-replayed"), null);
  assert.equal((await register("typo", registrationBody())).status, 422);
  // its address is free for it again, though it was held while the date was looked at
  const create = (change: Record<string, unknown>) =>
    test.call("POST", "/api/events", { key, body: eventBody(change), headers: { "idempotency-key": "past" } });
  const past = await create({ slug: "el-ultimo", startTime_utc: "2020-01-01T10:00:00.000Z" });
  assert.deepEqual([past.status, (await past.json()).code], [400, "date_in_past"]);
  const made = await create({ slug: "el-ultimo" });
  assert.deepEqual([made.status, (await made.json()).slug], [201, "el-ultimo"]);
});

Deno.test("Another body under the same key is 422, another caller's key is their own", async () => {
  await using test = await openApplication();
  const { owner, register } = await published(test);
  assert.equal((await register("k", registrationBody())).status, 201);
  const other = await register("k", registrationBody());
  assert.deepEqual([other.status, (await other.json()).code], [422, "idempotency_key_reused"]);
  assert.equal((await register("k", registrationBody(), await owner.key())).status, 201);
});

Deno.test("Every POST takes a key", () => {
  const without = operations.filter(({ method, idempotent }) => method === "POST" && !idempotent);
  assert.deepEqual(without.map(({ path }) => path), []);
});

Deno.test("A key that is none is refused", async () => {
  await using test = await openApplication();
  const { register } = await published(test);
  for (const key of ["", " ", "x".repeat(256), "with space"]) {
    const response = await register(key, registrationBody());
    const { errors } = await response.json();
    assert.deepEqual([response.status, errors[0].field], [400, "Idempotency-Key"], JSON.stringify(key));
  }
});

Deno.test("While the first is being answered, the second is told to wait", async () => {
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let holding = false;
  await using test = await openApplication({
    wrapStore: (store) => ({
      ...store,
      async append(...args: Parameters<EventStore["append"]>) {
        if (holding) {
          reached.resolve();
          await held.promise;
        }
        return await store.append(...args);
      },
    }),
  });
  const { register } = await published(test);
  const body = registrationBody();
  holding = true;
  const first = register("slow", body);
  await reached.promise;
  const second = await register("slow", body);
  assert.deepEqual([second.status, (await second.json()).code], [409, "request_in_flight"]);
  assert.ok(second.headers.get("retry-after"));
  held.resolve();
  assert.equal((await first).status, 201);
  assert.equal((await register("slow", body)).status, 201);
});

Deno.test("An answer that a kill swallowed is made again from the facts", async () => {
  await using test = await openApplication();
  const { key, event, register } = await published(test, { capacity: 1 });
  await register("first", registrationBody());
  const body = registrationBody();
  const { begin } = test.app.vault.requests;
  // What a kill between the append and the answer leaves: the facts, and a claim that nobody finished.
  Object.assign(test.app.vault.requests, {
    begin: async (...args: Parameters<typeof begin>) => {
      const claim = await begin.apply(test.app.vault.requests, args);
      return claim.state === "yours" ? { ...claim, finish: claim.release } : claim;
    },
  });
  const lost = await (await register("killed", body)).json();
  Object.assign(test.app.vault.requests, { begin });
  await register("meanwhile", registrationBody());
  const again = await (await register("killed", body)).json();
  assert.deepEqual(again, lost);
  assert.equal(again.position, 1, "the place that was given then, though the line has grown");
  const shown = await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  assert.deepEqual([shown.registrations_count, shown.waitlist_count], [1, 2]);
});

Deno.test("An event created twice under one key is one event", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const body = eventBody();
  const create = () => test.call("POST", "/api/events", { key, body, headers: { "idempotency-key": "new-event" } });
  const [one, two] = [await (await create()).json(), await (await create()).json()];
  assert.equal(one.id, two.id);
  assert.equal(one.slug, two.slug);
});
