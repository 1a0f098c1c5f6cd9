import assert from "node:assert/strict";
import { eventBody, openApplication, registrationBody, type TestApplication } from "../support/application.ts";

async function published(test: TestApplication, change: Record<string, unknown> = {}) {
  const key = await (await test.studio("ana")).owner.key();
  const event = await (await test.call("POST", "/api/events", { key, body: eventBody(change) })).json();
  assert.equal((await test.call("PUT", `/api/events/${event.id}`, { key, body: { status: "published" } })).status, 200);
  const register = (body: Record<string, unknown> = {}, headers = {}) =>
    test.call("POST", `/api/events/${event.id}/registrations`, { key, headers, body: registrationBody(body) });
  return { key, event, register };
}

Deno.test("A registration is confirmed, then queued when full, then refused without a waitlist", async () => {
  await using test = await openApplication();
  const { key, event, register } = await published(test, { capacity: 1 });
  const first = await register();
  assert.equal(first.status, 201);
  const { id, ...rest } = await first.json();
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(rest, { eventId: event.id, status: "confirmed" });
  const second = await (await register()).json();
  assert.deepEqual([second.status, second.position], ["waitlisted", 1]);
  const third = await (await register()).json();
  assert.deepEqual([third.status, third.position], ["waitlisted", 2]);
  const shown = await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  assert.deepEqual([shown.registrations_count, shown.waitlist_count], [1, 2]);
});

Deno.test("The same address again is 409 already_registered, however it is written", async () => {
  await using test = await openApplication();
  const { register } = await published(test);
  assert.equal((await register({ email: "ana@example.test" })).status, 201);
  const again = await register({ email: " ANA@Example.test " });
  assert.deepEqual([again.status, (await again.json()).code], [409, "already_registered"]);
});

Deno.test("Every field that is wrong is named, in one answer", async () => {
  await using test = await openApplication();
  const { register } = await published(test);
  const response = await register({
    firstName: "A",
    lastName: "x".repeat(51),
    email: "ana@",
    company: "x",
    website: "javascript:alert(1)",
    specialRequirements: "x".repeat(501),
    termsAccepted: false,
    privacyConsent: undefined,
    marketingConsent: "yes",
    language: "fr",
  });
  const { code, errors } = await response.json();
  assert.deepEqual([response.status, code], [400, "invalid_input"]);
  assert.deepEqual(errors.map((e: { field: string }) => e.field).toSorted(), [
    "company",
    "email",
    "firstName",
    "language",
    "lastName",
    "marketingConsent",
    "privacyConsent",
    "specialRequirements",
    "termsAccepted",
    "website",
  ]);
});

Deno.test("Names of one character pass where names have one; the session in the body must be the one in the path", async () => {
  await using test = await openApplication();
  const { event, register } = await published(test);
  assert.equal((await register({ firstName: "李", lastName: "娜" })).status, 201);
  assert.equal((await register({ firstName: "Ж" })).status, 400);
  assert.equal((await register({ sessionId: event.id })).status, 201);
  const other = await register({ sessionId: crypto.randomUUID() });
  assert.deepEqual([other.status, (await other.json()).errors[0].field], [400, "sessionId"]);
  const zone = await register({ timeZone: "Mars/Olympus" });
  assert.deepEqual([zone.status, (await zone.json()).errors[0]?.field], [400, "timeZone"]);
});

Deno.test("A company is needed where the event asks for one", async () => {
  await using test = await openApplication();
  const { register } = await published(test, { companyRequired: true });
  const without = await register();
  assert.deepEqual([without.status, (await without.json()).errors[0].field], [400, "company"]);
  assert.equal((await register({ company: "Umbrella" })).status, 201);
});

Deno.test("Nobody registers for a draft, a cancelled event, or outside its window", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const create = async (change: Record<string, unknown>) =>
    (await (await test.call("POST", "/api/events", { key, body: eventBody(change) })).json()).id as string;
  const put = (id: string, body: unknown) => test.call("PUT", `/api/events/${id}`, { key, body });
  const codeFor = async (id: string) => {
    const response = await test.call("POST", `/api/events/${id}/registrations`, { key, body: registrationBody() });
    return [response.status, (await response.json()).code];
  };
  const id = await create({ registrationOpensAt: inDays(1) });
  assert.deepEqual(await codeFor(id), [409, "event_not_published"]);
  await put(id, { status: "published" });
  assert.deepEqual(await codeFor(id), [409, "registration_not_open"]);
  await put(id, { status: "cancelled" });
  assert.deepEqual(await codeFor(id), [409, "event_cancelled"]);
});

Deno.test("A thousand at once for five hundred seats: five hundred confirmed, five hundred in line, each in its place", async () => {
  await using test = await openApplication();
  const { register } = await published(test, { capacity: 500 });
  const answers = await Promise.all(Array.from({ length: 1_000 }, async () => {
    const response = await register();
    assert.equal(response.status, 201);
    return await response.json();
  }));
  const waitlisted = answers.filter((a) => a.status === "waitlisted");
  assert.equal(answers.filter((a) => a.status === "confirmed").length, 500);
  assert.deepEqual(
    waitlisted.map((a) => a.position).sort((a, b) => a - b),
    Array.from({ length: 500 }, (_, i) => i + 1),
  );
  assert.equal(new Set(answers.map((a) => a.id)).size, 1_000);
});
