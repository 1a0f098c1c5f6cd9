import assert from "node:assert/strict";
import { eventBody, openApplication, registrationBody, type TestApplication } from "../support/application.ts";

async function draft(test: TestApplication, change: Record<string, unknown> = {}) {
  const { owner, id } = await test.studio("ana");
  const key = await owner.key();
  const event = await (await test.call("POST", "/api/events", { key, body: eventBody(change) })).json();
  const step = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    test.call("POST", `/api/events/${event.id}/${path}`, { key, headers, body });
  const shown = async () => await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  return { studio: { id, owner }, key, event, step, shown };
}
const said = async (response: Response) => [response.status, (await response.json()).code];

Deno.test("A draft is scheduled, unscheduled, published, and a draft again while nobody is registered", async () => {
  await using test = await openApplication();
  const { key, event, step, shown } = await draft(test);
  const publishAt = new Date(Date.now() + 86_400_000).toISOString();
  const scheduled = await (await step("schedule", { publishAt })).json();
  assert.deepEqual([scheduled.status, scheduled.publishAt], ["scheduled", publishAt]);
  assert.equal((await (await step("unschedule")).json()).status, "draft");
  assert.equal((await (await step("publish")).json()).status, "published");
  assert.deepEqual(await said(await step("schedule", { publishAt })), [409, "event_already_published"]);
  assert.equal((await (await step("unpublish")).json()).status, "draft");
  await step("publish");
  await test.call("POST", `/api/events/${event.id}/registrations`, { key, body: registrationBody() });
  assert.deepEqual(await said(await step("unpublish")), [409, "event_has_registrations"]);
  const past = await step("schedule", { publishAt: "2020-01-01T00:00:00Z" });
  assert.equal(past.status, 409, "published: nothing is left to schedule");
  assert.equal((await (await step("cancel", { reason: "ill" })).json()).status, "cancelled");
  assert.deepEqual(await said(await step("publish")), [409, "event_cancelled"]);
  assert.equal((await shown()).status, "cancelled");
});

Deno.test("A step without details needs no body", async () => {
  await using test = await openApplication();
  const { key, event } = await draft(test);
  const published = await test.call("POST", `/api/events/${event.id}/publish`, { key });
  assert.deepEqual([published.status, (await published.json()).status], [200, "published"]);
  const nothing = await test.call("POST", "/api/events", { key });
  const { errors } = await nothing.json();
  assert.ok(nothing.status === 400 && errors.some(({ field }: { field: string }) => field === "title"));
});

Deno.test("A moment in the past is refused at its field", async () => {
  await using test = await openApplication();
  const { step } = await draft(test);
  const response = await step("schedule", { publishAt: "2020-01-01T00:00:00Z" });
  assert.deepEqual([response.status, (await response.json()).errors[0].field], [400, "publishAt"]);
});

Deno.test("A draft is deleted and its address is free again; what was published is not", async () => {
  await using test = await openApplication();
  const { key, event, step } = await draft(test, { slug: "once" });
  const gone = await test.call("DELETE", `/api/events/${event.id}`, { key });
  assert.deepEqual([gone.status, await gone.text()], [204, ""]);
  assert.equal((await test.call("GET", `/api/events/${event.id}`, { key })).status, 404);
  assert.equal((await step("publish")).status, 404);
  const again = await test.call("POST", "/api/events", { key, body: eventBody({ slug: "once" }) });
  assert.equal(again.status, 201);
  const { id } = await again.json();
  await test.call("POST", `/api/events/${id}/publish`, { key, body: {} });
  assert.deepEqual(await said(await test.call("DELETE", `/api/events/${id}`, { key })), [409, "event_not_a_draft"]);
});

Deno.test("A duplicate has the same design, later dates and nobody in it", async () => {
  await using test = await openApplication();
  const { key, event, step } = await draft(test, { capacity: 20, tags: ["fuerza"] });
  const page = { ...event.page, keyPoints: ["Calentar"], accentColour: "#1a7f5a" };
  const designed = await test.call("PUT", `/api/events/${event.id}`, {
    key,
    body: { page, approval: true, platform: { kind: "zoom", url: "https://zoom.us/j/1", password: "x" } },
  });
  assert.equal(designed.status, 200, await designed.clone().text());
  const response = await step("duplicate", { shiftDays: 7, title: "Otra vez" });
  assert.equal(response.status, 201, await response.clone().text());
  const copy = await response.json();
  assert.notEqual(copy.id, event.id);
  assert.deepEqual([copy.title, copy.status, copy.approval, copy.capacity, copy.tags], [
    "Otra vez",
    "draft",
    true,
    20,
    ["fuerza"],
  ]);
  assert.deepEqual([copy.page, copy.platform.password], [page, "x"]);
  const days = (Date.parse(copy.startTime_utc) - Date.parse(event.startTime_utc)) / 86_400_000;
  assert.ok(Math.abs(days - 7) < 0.05, "a week later on the clock, perhaps over a change of clocks");
});

Deno.test("If-Match changes only what was read; registrations do not count", async () => {
  await using test = await openApplication();
  const { key, event, step } = await draft(test);
  const read = await test.call("GET", `/api/events/${event.id}`, { key });
  const etag = read.headers.get("etag")!;
  assert.equal(etag, `"${event.version}"`);
  const put = (title: string, tag: string) =>
    test.call("PUT", `/api/events/${event.id}`, { key, headers: { "if-match": tag }, body: { title } });
  const first = await put("The first", etag);
  assert.equal(first.status, 200);
  const late = await put("The second", etag);
  assert.deepEqual(await said(late), [412, "details_changed"]);
  assert.deepEqual(await said(await put("The third", 'W/"1"')), [412, "details_changed"]);
  assert.equal((await put("The fourth", "*")).status, 200);
  const published = await step("publish", {});
  const now = published.headers.get("etag")!;
  await test.call("POST", `/api/events/${event.id}/registrations`, { key, body: registrationBody() });
  assert.equal((await put("The fifth", now)).status, 200);
  assert.deepEqual(await said(await step("cancel", {}, { "if-match": now })), [412, "details_changed"]);
});

Deno.test("Rescheduling moves the date that comes next, and takes nothing else", async () => {
  await using test = await openApplication();
  const { event, step } = await draft(test);
  const later = new Date(Date.parse(event.startTime_utc) + 3_600_000).toISOString();
  const moved = await (await step("reschedule", { startTime_utc: later, title: "ignored" })).json();
  assert.deepEqual([moved.startTime_utc, moved.title], [later, event.title]);
  const past = await step("reschedule", { startTime_utc: "2020-01-01T10:00:00Z" });
  assert.deepEqual(await said(past), [400, "date_in_past"]);
});

Deno.test("An early price must be lower, in the event's own currency", async () => {
  await using test = await openApplication();
  const { key, event, step } = await draft(test, { access: "paid", price: "49.90" });
  const put = (body: unknown) => test.call("PUT", `/api/events/${event.id}`, { key, body });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const cheaper = await (await put({ earlyBird: { price: "39.90", until }, companyBilling: true })).json();
  assert.deepEqual([cheaper.earlyBird, cheaper.companyBilling, cheaper.price], [
    { price: "39.90", until },
    true,
    "49.90",
  ]);
  assert.deepEqual(await said(await put({ earlyBird: { price: "59.90", until } })), [400, "price_invalid"]);
  assert.deepEqual(await said(await step("publish")), [409, "payments_not_connected"]);
});

Deno.test("Where it takes place elsewhere, only those see who may change the event", async () => {
  await using test = await openApplication();
  const { studio, key, event } = await draft(test);
  const platform = { kind: "teams", url: "https://teams.example/1", password: null };
  await test.call("PUT", `/api/events/${event.id}`, { key, body: { platform } });
  const shown = await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  assert.deepEqual(shown.platform, platform);
  const cookie = await (await test.member(studio, "analyst")).signIn();
  const seen = await (await test.call("GET", `/api/events/${event.id}`, { cookie })).json();
  assert.deepEqual(seen.platform, { kind: "teams" });
});
