import assert from "node:assert/strict";
import { eventBody, openApplication, registrationBody, type TestApplication } from "../support/application.ts";

async function published(test: TestApplication, design: Record<string, unknown> = {}) {
  const studio = await test.studio("ana");
  const key = await studio.owner.key();
  const event = await (await test.call("POST", "/api/events", { key, body: eventBody({ capacity: 1 }) })).json();
  const put = await test.call("PUT", `/api/events/${event.id}`, { key, body: { ...design, status: "published" } });
  assert.equal(put.status, 200, await put.clone().text());
  const all = `/api/events/${event.id}/registrations`;
  const register = async (body: Record<string, unknown> = {}) =>
    await (await test.call("POST", all, { key, body: registrationBody(body) })).json();
  const step = (id: string, path: string, body: unknown = {}) =>
    test.call("POST", `${all}/${id}/${path}`, { key, body });
  return { studio, key, event, all, register, step };
}
const status = async (response: Response) => (await response.json()).status;
const said = async (response: Response) => [response.status, (await response.json()).code];

Deno.test("Whoever asks for a place waits for approval, is let in, put in line when full, or told no", async () => {
  await using test = await openApplication();
  const { key, all, register, step } = await published(test, { approval: true });
  const [first, second, third] = [await register(), await register(), await register({ email: "no@example.test" })];
  assert.deepEqual([first.status, second.status, third.status], ["pending", "pending", "pending"]);
  assert.equal(await status(await step(first.id, "approve")), "confirmed");
  assert.equal(await status(await step(first.id, "approve")), "confirmed", "twice is once");
  assert.equal(await status(await step(second.id, "approve")), "waitlisted");
  assert.equal(await status(await step(third.id, "decline", { reason: "Too advanced." })), "declined");
  assert.deepEqual(await said(await step(third.id, "approve")), [409, "registration_not_pending"]);
  const again = await test.call("POST", all, { key, body: registrationBody({ email: "no@example.test" }) });
  assert.deepEqual(await said(again), [409, "registration_declined"]);
});

Deno.test("A freed seat is offered where the event says so, and nobody else gets it meanwhile", async () => {
  await using test = await openApplication();
  const { key, event, register, step } = await published(test, { waitlistMode: { mode: "offer", offerHours: 24 } });
  const [first, second, third] = [await register(), await register(), await register()];
  assert.equal(await status(await step(first.id, "cancel")), "cancelled");
  const shown = await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  assert.deepEqual([shown.registrations_count, shown.offered_count, shown.waitlist_count], [0, 1, 1]);
  assert.deepEqual(await said(await step(third.id, "confirm")), [409, "event_full"]);
  assert.equal(await status(await step(second.id, "confirm")), "confirmed");
  const lower = await test.call("PUT", `/api/events/${event.id}`, { key, body: { capacity: 2 } });
  assert.equal(lower.status, 200);
  assert.equal(await status(await step(third.id, "confirm")), "confirmed");
  assert.equal(await status(await step(second.id, "waitlist")), "waitlisted");
});

Deno.test("The form's questions are asked, and what is wrong is named", async () => {
  await using test = await openApplication();
  const { key, event, all } = await published(test);
  const form = {
    ...event.form,
    standard: { ...event.form.standard, phone: "required" },
    questions: [
      { id: "goal", kind: "one", label: "Goal?", help: "", required: true, options: ["Strength", "Health"] },
      { id: "rules", kind: "consent", label: "I follow the rules", help: "", required: true, options: [] },
    ],
  };
  const put = await test.call("PUT", `/api/events/${event.id}`, { key, body: { form, capacity: 20 } });
  assert.equal(put.status, 200, await put.clone().text());
  const post = async (body: Record<string, unknown>) => {
    const response = await test.call("POST", all, { key, body: registrationBody(body) });
    const { code, errors } = await response.json();
    return [response.status, code, errors?.[0]?.field];
  };
  const answers = { goal: "Strength", rules: true };
  assert.deepEqual(await post({ answers }), [400, "field_required", "phone"]);
  assert.deepEqual(await post({ phone: "1" }), [400, "answer_required", "answers.goal"]);
  assert.deepEqual(await post({ phone: "1", answers: { ...answers, goal: "Fame" } }), [
    400,
    "answer_invalid",
    "answers.goal",
  ]);
  assert.deepEqual(await post({ phone: "1", answers: { ...answers, rules: false } }), [
    400,
    "answer_required",
    "answers.rules",
  ]);
  assert.equal((await post({ phone: "1", answers }))[0], 201);
  assert.equal((await post({ byHand: true }))[0], 201, "a member adds whom they know");
});

Deno.test("An event for chosen people opens to a code and to those who are named", async () => {
  await using test = await openApplication();
  const { key, event, all } = await published(test, {
    audience: { who: "chosen", code: "Barra 2026", emails: ["eva@example.test"] },
    capacity: 20,
  });
  const post = async (body: Record<string, unknown>) =>
    (await test.call("POST", all, { key, body: registrationBody(body) })).status;
  assert.equal(await post({}), 403);
  assert.equal(await post({ code: "wrong" }), 403);
  assert.equal(await post({ code: " barra 2026 " }), 201);
  assert.equal(await post({ email: "eva@example.test" }), 201);
  const shown = await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  assert.deepEqual([shown.audience.who, shown.audience.hasCode], ["chosen", true]);
  assert.ok(!JSON.stringify(shown).includes("codeHash"));
});

Deno.test("A place is offered to somebody else, and stays until they accept", async () => {
  await using test = await openApplication();
  const { register, step } = await published(test);
  const { id } = await register({ email: "old@example.test" });
  const waiting = await register();
  const person = { email: "new@example.test", firstName: "Eva", lastName: "Ruiz" };
  const offered = await step(id, "transfer", person);
  assert.equal(offered.status, 201, await offered.clone().text());
  assert.equal((await offered.json()).from, id);
  assert.deepEqual(await said(await step(id, "transfer", { ...person, email: "old@example.test" })), [
    409,
    "transfer_to_same_person",
  ]);
  assert.deepEqual(await said(await step(waiting.id, "transfer", person)), [409, "registration_not_waiting"]);
  assert.equal((await step(id, "transfer", { ...person, email: "no" })).status, 400);
});

Deno.test("Attendance, notes, tags and details are kept; unknown ids are nobody's", async () => {
  await using test = await openApplication();
  const { key, all, register, step } = await published(test);
  const { id } = await register();
  assert.deepEqual(await said(await step(id, "attendance", { attendance: "attended" })), [409, "attendance_too_early"]);
  assert.equal((await step(id, "attendance", { attendance: "unknown" })).status, 200);
  assert.equal((await step(id, "notes", { text: "Knees." })).status, 200);
  const put = (method: string, path: string, body: unknown) => test.call(method, `${all}/${id}${path}`, { key, body });
  assert.equal((await put("PUT", "/tags", { tags: ["vip"] })).status, 200);
  assert.equal((await put("PATCH", "", { firstName: "Anna", phone: "" })).status, 200);
  assert.equal((await put("PATCH", "", { firstName: "A" })).status, 400);
  assert.equal((await step(crypto.randomUUID(), "approve")).status, 404);
  assert.equal((await step("x", "approve")).status, 404);
  assert.equal(await status(await step(id, "cancel")), "cancelled");
  assert.deepEqual(await said(await put("PATCH", "", { firstName: "Anna" })), [409, "registration_cancelled"]);
});

Deno.test("Members and keys: read, invited, changed, ended; no key lets anybody in", async () => {
  await using test = await openApplication();
  const studio = await test.studio("ana");
  const cookie = await studio.owner.signIn();
  const as = (method: string, path: string, body?: unknown, headers = {}) =>
    test.call(method, path, { cookie, body, headers: { origin: "http://127.0.0.1:8000", ...headers } });
  const key = await studio.owner.key(["read", "write", "personal"]);
  assert.equal((await (await test.call("GET", "/api/members", { key })).json()).data.length, 1);
  const person = { email: "ben@example.test", role: "associate" };
  assert.equal((await test.call("POST", "/api/members/invitations", { key, body: person })).status, 403);
  assert.equal((await as("POST", "/api/members/invitations", person)).status, 201);
  assert.deepEqual(await said(await as("POST", "/api/members/invitations", person)), [409, "already_invited"]);

  const ben = await test.member(studio, "associate");
  const switches = {
    allEvents: true,
    contactData: false,
    cancel: true,
    export: false,
    money: false,
    marketing: false,
  };
  const changed = await as("PUT", `/api/members/${ben.userId}`, { switches });
  assert.deepEqual(await changed.json(), { userId: ben.userId, role: "associate", switches });
  const event = await (await as("POST", "/api/events", eventBody())).json();
  const bensKey = await ben.key(["read", "write", "personal"]);
  const change = { key: bensKey, body: { title: "By Ben" } };
  assert.equal((await test.call("PUT", `/api/events/${event.id}`, change)).status, 200, "every event is switched on");
  assert.equal((await test.call("GET", `/api/events/${event.id}/registrations`, { key: bensKey })).status, 403);

  const made = await as("POST", "/api/api-keys", { name: "CI", scopes: ["read"] }, { "idempotency-key": "once" });
  const again = await as("POST", "/api/api-keys", { name: "CI", scopes: ["read"] }, { "idempotency-key": "once" });
  const first = await made.json();
  assert.deepEqual([made.status, await again.json()], [201, first]);
  assert.equal((await test.call("GET", "/api/events", { key: "wek_nonsense" })).status, 401);
  assert.equal((await test.call("GET", `/api/events/${event.id}`, { key: first.key })).status, 200);
  assert.equal((await as("DELETE", `/api/api-keys/${first.id}`)).status, 204);
  assert.equal((await test.call("GET", `/api/events/${event.id}`, { key: first.key })).status, 401);
  assert.equal((await as("DELETE", `/api/members/${ben.userId}`)).status, 204);
  assert.equal((await test.call("GET", `/api/events/${event.id}`, { key: bensKey })).status, 401);
  assert.deepEqual(await said(await as("DELETE", `/api/members/${studio.owner.userId}`)), [409, "last_owner"]);
  assert.equal((await as("GET", "/api/api-keys")).status, 200);
});

Deno.test("An associate who may not handle money changes no price and sees no revenue; sending a price back is no change", async () => {
  await using test = await openApplication();
  const studio = await test.studio("ana");
  const ben = await test.member(studio, "associate");
  const key = await ben.key(["read", "write"]);
  const paid = { access: "paid", price: "10" };
  assert.deepEqual(await said(await test.call("POST", "/api/events", { key, body: eventBody(paid) })), [
    403,
    "forbidden",
  ]);
  const event = await (await test.call("POST", "/api/events", { key, body: eventBody() })).json();
  const put = (body: unknown, by = key) => test.call("PUT", `/api/events/${event.id}`, { key: by, body });
  assert.deepEqual(await said(await put(paid)), [403, "forbidden"]);
  const owner = await studio.owner.key();
  assert.equal((await put({ ...paid, title: "Ten euros" }, owner)).status, 200);
  const now = await (await test.call("GET", `/api/events/${event.id}`, { key })).json();
  const { status: _, ...same } = now;
  assert.equal((await put({ ...same, title: "Still ten euros" })).status, 200);
  assert.deepEqual(await said(await put({ price: "11" })), [403, "forbidden"]);
  const cookie = await studio.owner.signIn();
  const switches = { allEvents: false, contactData: true, cancel: true, export: true, money: true, marketing: false };
  const headers = { origin: "http://127.0.0.1:8000" };
  await test.call("PUT", `/api/members/${ben.userId}`, { cookie, headers, body: { switches } });
  assert.equal((await put({ price: "11" })).status, 200, "switched on");
});
