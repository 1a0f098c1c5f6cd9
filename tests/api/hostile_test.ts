import assert from "node:assert/strict";
import { eventBody, openApplication, registrationBody } from "../support/application.ts";

const codeOf = async (response: Response) => [response.status, (await response.json()).code];
const nobody = "00000000-0000-4000-8000-000000000000";

Deno.test("Without a valid key or session every call is 401", async () => {
  await using test = await openApplication();
  const calls: [string, string][] = [
    ["POST", "/api/events"],
    ["GET", "/api/events"],
    ["GET", `/api/events/${nobody}`],
    ["PUT", `/api/events/${nobody}`],
    ["GET", `/api/events/${nobody}/analytics`],
    ["POST", `/api/events/${nobody}/registrations`],
  ];
  for (const [method, path] of calls) {
    for (const key of [undefined, "wek_wrong", "x".repeat(5_000)]) {
      const response = await test.call(method, path, { key, ...(method === "GET" ? {} : { body: {} }) });
      assert.equal(response.headers.get("www-authenticate"), 'Bearer realm="api"');
      assert.deepEqual(await codeOf(response), [401, "unauthenticated"], `${method} ${path}`);
    }
  }
  assert.equal((await test.call("GET", "/api/openapi.json")).status, 200);
});

Deno.test("Another studio's event is as unknown as one that never was", async () => {
  await using test = await openApplication();
  const ours = await (await test.studio("ours")).owner.key();
  const theirs = await (await test.studio("theirs")).owner.key();
  const event = await (await test.call("POST", "/api/events", { key: theirs, body: eventBody() })).json();
  for (const id of [event.id, nobody, "not-a-uuid", "%00", "..%2f..", `${event.id}'--`]) {
    const asked = [
      test.call("GET", `/api/events/${id}`, { key: ours }),
      test.call("PUT", `/api/events/${id}`, { key: ours, body: { title: "Mine now" } }),
      test.call("GET", `/api/events/${id}/analytics`, { key: ours }),
      test.call("POST", `/api/events/${id}/registrations`, { key: ours, body: registrationBody() }),
    ];
    for (const response of await Promise.all(asked)) {
      assert.deepEqual(await codeOf(response), [404, "event_not_found"], id);
    }
  }
  const untouched = await (await test.call("GET", `/api/events/${event.id}`, { key: theirs })).json();
  assert.equal(untouched.title, event.title);
});

Deno.test("Bodies that are no JSON, no object, of another type or too large are refused", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const post = (body: string, headers = {}) => test.call("POST", "/api/events", { key, body, headers });
  for (const malformed of ["{", "", "\0", "{'title': 1}", "[1,", "\ud800"]) {
    assert.deepEqual(await codeOf(await post(malformed)), [400, "malformed_json"], malformed);
  }
  for (const wrong of ["null", "[]", "7", '"text"', "true"]) {
    assert.deepEqual(await codeOf(await post(wrong)), [400, "invalid_input"], wrong);
  }
  assert.deepEqual(await codeOf(await post("a=1", { "content-type": "text/plain" })), [415, "unsupported_media_type"]);
  const large = JSON.stringify(eventBody({ description: "x".repeat(10_000_000) }));
  assert.deepEqual(await codeOf(await post(large)), [413, "body_too_large"]);
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  assert.equal((await post(deep)).status, 400);
  const polluted = await post('{"__proto__": {"title": "x"}, "constructor": 1}');
  assert.deepEqual(await codeOf(polluted), [400, "invalid_input"]);
});

Deno.test("A body of 10 MB without a length is not read to its end", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      if (sent > 10_000_000) return controller.close();
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const { createApi } = await import("../../api/server.ts");
  const request = new Request("http://127.0.0.1:8000/api/events", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: endless,
  });
  const response = await createApi()(request, { app: test.app, requestId: nobody, clientAddress: "10.0.0.1" });
  assert.equal(response.status, 413);
  assert.ok(sent < 2_000_000, `${sent} bytes were taken`);
});

Deno.test("Unknown addresses are 404, known ones with another method 405", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  assert.deepEqual(await codeOf(await test.call("GET", "/api/nothing", { key })), [404, "not_found"]);
  assert.deepEqual(await codeOf(await test.call("DELETE", "/api/events", { key })), [405, "method_not_allowed"]);
  assert.deepEqual(await codeOf(await test.call("PATCH", `/api/v1/events/${nobody}`, { key })), [
    405,
    "method_not_allowed",
  ]);
});

Deno.test("Parameters of a list are checked and named", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  for (const query of ["status=all", "page=0", "page=x", "limit=101", "limit=-1", "trainerId=me"]) {
    const response = await test.call("GET", `/api/events?${query}`, { key });
    const { code, errors } = await response.json();
    assert.deepEqual([response.status, code, errors[0].field], [400, "invalid_input", query.split("=")[0]], query);
  }
});

Deno.test("An expired session, a revoked key and a removed member's key open nothing, at once", async () => {
  await using test = await openApplication();
  const studio = await test.studio("ana");
  const associate = await test.member(studio, "associate");
  const cookie = await associate.signIn();
  const key = await associate.key();
  const ask = (options: { key?: string; cookie?: string }) =>
    test.call("POST", "/api/events", { ...options, body: eventBody() });
  assert.equal((await ask({ key })).status, 201);
  assert.equal((await ask({ cookie })).status, 201);
  const { removeMember } = await import("../../commands/remove_member.ts");
  const { position } = await removeMember(test.app.commands, studio.owner.caller(), associate.userId);
  await test.app.directory.reached(position);
  assert.equal((await ask({ key })).status, 401);
  assert.equal((await ask({ cookie })).status, 403, "still somebody, but nobody here");

  const owners = await studio.owner.signIn();
  assert.equal((await ask({ cookie: owners })).status, 201);
  await test.app.auth.signOut(new Headers({ cookie: owners }));
  assert.equal((await ask({ cookie: owners })).status, 401);
});

Deno.test("A browser's cookie sent by another site changes nothing; a key may come from anywhere", async () => {
  await using test = await openApplication();
  const { owner } = await test.studio("ana");
  const [cookie, key] = [await owner.signIn(), await owner.key()];
  const from = (headers: Record<string, string>, who: { cookie?: string; key?: string }) =>
    test.call("POST", "/api/events", { ...who, headers, body: eventBody() });
  assert.deepEqual(await codeOf(await from({ origin: "https://evil.test" }, { cookie })), [403, "csrf"]);
  assert.deepEqual(await codeOf(await from({ "sec-fetch-site": "cross-site" }, { cookie })), [403, "csrf"]);
  assert.equal((await from({ origin: "http://127.0.0.1:8000" }, { cookie })).status, 201);
  assert.equal((await from({ origin: "https://evil.test" }, { key })).status, 201);
});

Deno.test("Too many requests are told so, with the headers to wait by, each key for itself", async () => {
  await using test = await openApplication({ keyLimit: 3, addressLimit: 2 });
  const { owner } = await test.studio("ana");
  const [one, other] = [await owner.key(), await owner.key()];
  const ask = (key?: string) => test.call("GET", `/api/events/${nobody}`, { key });
  for (const remaining of ["2", "1", "0"]) {
    const response = await ask(one);
    assert.equal(response.status, 404);
    assert.equal(response.headers.get("ratelimit-remaining"), remaining);
    assert.equal(response.headers.get("ratelimit-limit"), "3");
  }
  const refused = await ask(one);
  assert.deepEqual([refused.status, refused.headers.get("ratelimit-remaining")], [429, "0"]);
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  assert.equal((await refused.json()).code, "too_many_requests");
  assert.equal((await ask(other)).status, 404);
  assert.deepEqual([(await ask()).status, (await ask()).status, (await ask()).status], [401, 401, 429]);
});

Deno.test("A refusal is written in the caller's language", async () => {
  await using test = await openApplication();
  const key = await (await test.studio("ana")).owner.key();
  const ask = async (language: string) =>
    (await (await test.call("GET", `/api/events/${nobody}`, { key, headers: { "accept-language": language } })).json())
      .detail;
  const texts = await Promise.all(["en", "de-AT", "es;q=0.9, fr"].map(ask));
  assert.equal(new Set(texts).size, 3);
  assert.equal(await ask("fr"), texts[0], "the studio's own language otherwise");
});
