import assert from "node:assert/strict";
import { eventBody, openApplication } from "../support/application.ts";

const problemOf = async (response: Response) => {
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const body = await response.json();
  assert.equal(body.status, response.status);
  return body as
    & { code: string; detail: string; errors: { field: string; message: string }[] }
    & Record<string, unknown>;
};

Deno.test("An event is created, shown, changed, published and cancelled", async () => {
  await using test = await openApplication();
  const studio = await test.studio("ana");
  const key = await studio.owner.key();
  const created = await test.call("POST", "/api/events", { key, body: eventBody({ capacity: 20 }) });
  assert.equal(created.status, 201);
  const event = await created.json();
  assert.match(event.id, /^[0-9a-f-]{36}$/);
  assert.equal(event.status, "draft");
  assert.equal(event.trainerId, studio.owner.userId);
  assert.equal(event.registrations_count, 0);
  assert.equal(event.publicUrl, `http://127.0.0.1:8000/s/ana/webinars/${event.slug}`);

  const shown = await test.call("GET", `/api/v1/events/${event.id}`, { key });
  assert.deepEqual(await shown.json(), event);

  const changed = await test.call("PUT", `/api/events/${event.id}`, {
    key,
    body: { title: "Nuevo título", capacity: 30 },
  });
  assert.equal(changed.status, 200);
  assert.deepEqual(await changed.json(), { ...event, title: "Nuevo título", capacity: 30, version: event.version + 2 });

  const published = await test.call("PUT", `/api/events/${event.id}`, { key, body: { status: "published" } });
  assert.equal((await published.json()).status, "published");

  const figures = await test.call("PUT", `/api/events/${event.id}`, {
    key,
    body: { status: "cancelled", reason: "ill" },
  });
  assert.equal((await figures.json()).status, "cancelled");
  const late = await problemOf(await test.call("PUT", `/api/events/${event.id}`, { key, body: { title: "Too late" } }));
  assert.equal(late.status, 409);
  assert.equal(late.code, "event_cancelled");
});

Deno.test("An answer can be sent back as it came and changes nothing, or with one time changed", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const event = await (await test.call("POST", "/api/events", { key, body: eventBody({ duration: 90 }) })).json();
  const put = async (body: unknown) => {
    const response = await test.call("PUT", `/api/events/${event.id}`, { key, body });
    assert.equal(response.status, 200, await response.clone().text());
    return await response.json();
  };
  assert.deepEqual(await put(event), event);
  const later = new Date(Date.parse(event.startTime_utc) + 3_600_000).toISOString();
  const moved = await put({ ...event, startTime_utc: later, duration: 30 });
  assert.deepEqual([moved.startTime_utc, moved.dates[0].startTime_utc, moved.dates[0].duration], [later, later, 30]);
  assert.equal(moved.dates[0].id, event.dates[0].id);
  const back = await put({
    ...moved,
    dates: [{ ...moved.dates[0], startTime: event.dates[0].startTime, duration: 90 }],
  });
  assert.deepEqual([back.dates[0].startTime, back.dates[0].duration], [event.dates[0].startTime, 90]);
  const elsewhere = await put({ ...back, timeZone: "America/Bogota" });
  assert.equal(elsewhere.dates[0].startTime, event.dates[0].startTime, "the clock on the wall stays");
  assert.notEqual(elsewhere.startTime_utc, back.startTime_utc);
});

Deno.test("A time may be a wall clock in a zone, and there may be several dates", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const year = new Date().getUTCFullYear() + 1;
  const wall = await test.call("POST", "/api/events", {
    key,
    body: eventBody({
      startTime_utc: undefined,
      startTime: `${year}-07-01T19:00`,
      timeZone: "europe/madrid",
      duration: 45,
    }),
  });
  const event = await wall.json();
  assert.equal(event.startTime_utc, `${year}-07-01T17:00:00.000Z`);
  assert.equal(event.timeZone, "Europe/Madrid");
  assert.deepEqual(event.dates.map((d: { startTime: string; duration: number }) => [d.startTime, d.duration]), [
    [`${year}-07-01T19:00`, 45],
  ]);

  const several = await test.call("PUT", `/api/events/${event.id}`, {
    key,
    body: {
      dates: [{ id: event.dates[0].id, startTime: `${year}-07-01T20:00` }, {
        startTime_utc: `${year}-07-08T18:00:00+02:00`,
      }],
    },
  });
  const moved = await several.json();
  assert.equal(moved.dates.length, 2);
  assert.equal(moved.dates[0].id, event.dates[0].id);
  assert.equal(moved.dates[0].startTime_utc, `${year}-07-01T18:00:00.000Z`);
  assert.equal(moved.dates[1].startTime_utc, `${year}-07-08T16:00:00.000Z`);
});

Deno.test("A price is a decimal string in a currency, exact to the cent", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const create = (change: Record<string, unknown>) =>
    test.call("POST", "/api/events", { key, body: eventBody(change) });
  const euros = await (await create({ access: "paid", price: "49.9" })).json();
  assert.deepEqual([euros.price, euros.currency], ["49.90", "EUR"]);
  const yen = await (await create({ access: "paid", price: "4900", currency: "JPY" })).json();
  assert.deepEqual([yen.price, yen.currency], ["4900", "JPY"]);
  for (const change of [{ price: "1.005" }, { price: "-1" }, { price: "1,5" }, {}, { price: "1", currency: "ZZZ" }]) {
    const refused = await problemOf(await create({ access: "paid", ...change }));
    assert.equal(refused.status, 400);
    assert.match(refused.errors[0]!.field, /^(price|currency)$/);
  }
  const unsold = await problemOf(
    await test.call("PUT", `/api/events/${euros.id}`, { key, body: { status: "published" } }),
  );
  assert.deepEqual([unsold.status, unsold.code], [409, "payments_not_connected"]);
});

Deno.test("What cannot be used is refused with the field named", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const cases: [Record<string, unknown>, string, string][] = [
    [{ title: undefined }, "title", "invalid_input"],
    [{ title: "ab" }, "title", "invalid_input"],
    [{ title: 7 }, "title", "invalid_input"],
    [{ startTime_utc: undefined }, "startTime_utc", "invalid_input"],
    [{ startTime_utc: "tomorrow" }, "startTime_utc", "invalid_input"],
    [{ startTime_utc: "2020-01-01T10:00:00.000Z" }, "startTime_utc", "date_in_past"],
    [{ startTime_utc: undefined, startTime: "2020-01-01T10:00" }, "startTime", "date_in_past"],
    [{ startTime_utc: undefined, startTime: "2031-02-30T10:00" }, "startTime", "date_invalid"],
    [{ dates: [{ startTime_utc: "2020-01-01T10:00:00Z" }] }, "dates", "date_in_past"],
    [{ dates: [] }, "dates", "invalid_input"],
    [{ timeZone: "Mars/Olympus" }, "timeZone", "unknown_time_zone"],
    [{ timeZone: "+02:00" }, "timeZone", "unknown_time_zone"],
    [{ type: "party" }, "type", "invalid_input"],
    [{ access: "stolen" }, "access", "invalid_input"],
    [{ capacity: 0 }, "capacity", "invalid_input"],
    [{ capacity: "20" }, "capacity", "invalid_input"],
    [{ slug: "Not A Slug" }, "slug", "invalid_input"],
    [{ automations: { confirmation: true, reminders: ["soon"] } }, "automations.reminders", "reminder_invalid"],
  ];
  for (const [change, field, code] of cases) {
    const refused = await problemOf(await test.call("POST", "/api/events", { key, body: eventBody(change) }));
    assert.equal(refused.status, 400, JSON.stringify(change));
    assert.equal(refused.code, code, JSON.stringify(change));
    assert.deepEqual(refused.errors.map((e) => e.field), [field], JSON.stringify(change));
  }
});

Deno.test("Publishing what is incomplete is refused with what is missing", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const event = await (await test.call("POST", "/api/events", { key, body: eventBody({ description: "" }) })).json();
  const refused = await problemOf(
    await test.call("PUT", `/api/events/${event.id}`, { key, body: { status: "published" } }),
  );
  assert.deepEqual([refused.status, refused.code], [409, "not_ready_to_publish"]);
  assert.deepEqual(refused.errors.map((e) => e.field), ["description"]);
  const backwards = await problemOf(
    await test.call("PUT", `/api/events/${event.id}`, { key, body: { status: "live" } }),
  );
  assert.deepEqual([backwards.status, backwards.errors[0]!.field], [400, "status"]);
});

Deno.test("A slug that is taken is refused, one that is made gets a number", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const create = (change: Record<string, unknown>) =>
    test.call("POST", "/api/events", { key, body: eventBody(change) });
  const first = await (await create({})).json();
  const second = await (await create({})).json();
  assert.notEqual(first.slug, second.slug);
  const refused = await problemOf(await create({ slug: first.slug }));
  assert.deepEqual([refused.status, refused.code, refused.errors[0]!.field], [409, "slug_taken", "slug"]);
});
