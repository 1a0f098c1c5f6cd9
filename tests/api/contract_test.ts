import assert from "node:assert/strict";
import { createApi } from "../../api/server.ts";
import { commandIdOf } from "../../api/idempotency.ts";
import { setStudioLimits } from "../../commands/limits.ts";
import { noLimits } from "../../domain/studio/settings.ts";
import { issueApiKey } from "../../commands/issue_api_key.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { seedDemo } from "../../composition/demo.ts";
import { start } from "../../composition/start.ts";
import { readConfig } from "../../config.ts";
import type { Scope } from "../../domain/studio/commands.ts";
import type { UserId } from "../../domain/ids.ts";
import { createRateLimit } from "../../web/rate_limit.ts";
import { eventBody, registrationBody } from "../support/application.ts";
import { discard } from "../support/app.ts";
import { bodies } from "./support/bodies.ts";
import { metaServer } from "../support/platforms/meta.ts";
import { readContract } from "./support/contract.ts";

const url = "http://localhost:8000";
/** Calls whose answers hold a secret. */
const secrets = ["POST /api-keys", "POST /webhooks", "POST /webhooks/{webhookId}/rotate-secret"];
/** What calls that take a file as it is are sent. */
const uploads: Readonly<Record<string, string>> = {
  "POST /media": "image/png",
  "POST /media/files": "application/pdf",
};
interface Asked {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  /** Instead of JSON. */
  text?: string;
  bytes?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  app?: unknown;
}

// The application's private Postgres and its pools end with close(), after the test's own clean-up has been judged.
Deno.test({
  name: "Every documented answer of every call is given, and is as documented",
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  const dataDir = await Deno.makeTempDir({ prefix: "contract-" });
  const meta = await metaServer();
  const running = await start(readConfig({ DATA_DIR: dataDir, PORT: "8000", META_API_URL: meta.url }), { demo: true });
  try {
    running.listeningAt(url);
    const demo = await seedDemo(running, url);
    const { application } = running;
    const unlimited = { key: createRateLimit(1e9), address: createRateLimit(1e9) };
    const app = { ...application, limits: unlimited };
    const api = createApi();
    const contract = readContract();
    const { email, password } = demo.users.find(({ role }) => role === "owner")!;
    const signedIn = await application.auth.signIn({ email, password, address: "test", userAgent: "" });
    const owner = {
      cookie: signedIn.cookies.map((cookie) => cookie.split(";")[0]).join("; "),
      origin: url,
    };
    const { userId } = signedIn;
    const studio = application.directory.studiosOf(userId)[0]!;
    const caller = () => ({
      actor: `user:${userId}`,
      studioId: studio.id,
      userId,
      role: "owner" as const,
      commandId: crypto.randomUUID(),
      correlationId: crypto.randomUUID(),
    });

    const request = (call: string, { params = {}, query = "", body, text, bytes, headers = {} }: Asked) => {
      const [method, template] = call.split(" ") as [string, string];
      const given: Record<string, string> = { format: "csv", figure: "registered", ...params };
      const path = template.replace(/\{(\w+)\}/g, (_, name) => given[name] ?? crypto.randomUUID());
      const json = contract.takesBody(call) ? text ?? JSON.stringify(body ?? bodies[call] ?? {}) : undefined;
      const type: Record<string, string> = json === undefined ? {} : { "content-type": "application/json" };
      return new Request(`${url}/api${path}${query}`, {
        method,
        headers: { ...type, ...headers },
        body: bytes ?? json,
      });
    };
    const send = (call: string, asked: Asked = {}) => {
      const context = { app: (asked.app ?? app) as never, requestId: crypto.randomUUID(), clientAddress: "10.0.0.1" };
      return api(request(call, { ...asked, headers: asked.headers ?? owner }), context);
    };
    /** Asks as the owner, and holds the answer against the document. */
    const ask = async (status: number, call: string, asked: Asked = {}) => {
      const response = await send(call, asked);
      const found = response.status;
      const answer = await contract.check(call, response);
      assert.equal(found, status, `${call}: ${JSON.stringify(answer)}`);
      return answer;
    };
    const keyed = async (...scopes: Scope[]) => {
      const { key, position } = await issueApiKey(application.commands, caller(), { name: scopes.join("+"), scopes });
      await application.directory.reached(position);
      return { authorization: `Bearer ${key}` };
    };
    const made = async (change: Record<string, unknown> = {}) =>
      (await ask(201, "POST /events", { body: eventBody(change) })).id as string;
    const published = async (change: Record<string, unknown> = {}) => {
      const id = await made(change);
      await ask(200, "POST /events/{id}/publish", { params: { id } });
      return id;
    };
    const limit = (storageBytes: number | null) =>
      setStudioLimits(application.commands, { ...caller(), operator: true }, { ...noLimits, storageBytes });
    const registered = async (id: string) =>
      (await ask(201, "POST /events/{id}/registrations", { params: { id }, body: registrationBody() })).id as string;

    await t.step("without a key, with a key for something else, and too often", async () => {
      const keys = [await keyed("read"), await keyed("write"), await keyed("personal")];
      const none = { ...application, limits: { key: createRateLimit(0), address: createRateLimit(0) } };
      for (const call of contract.calls) {
        await ask(401, call, { headers: {} });
        await ask(429, call, { app: none });
        const answers = await Promise.all(keys.map((headers) => send(call, { headers })));
        const refused = answers.find(({ status }) => status === 403);
        assert.ok(refused, `${call} is for every key`);
        await contract.check(call, refused);
      }
    });

    await t.step("with a body that cannot be read, is none, or is too long", async () => {
      for (const call of contract.calls.filter(contract.takesBody)) {
        await ask(400, call, { body: [] });
        await ask(400, call, { text: "{" });
        await ask(413, call, { text: " ".repeat(1024 * 1024 + 1) });
        await ask(415, call, { headers: { ...owner, "content-type": "text/plain" } });
      }
    });

    await t.step("about what is not there", async () => {
      for (const call of contract.calls.filter((call) => call.includes("{"))) await ask(404, call);
      await ask(404, "PATCH /settings", {
        body: {
          programmeManager: { userId: crypto.randomUUID(), newRegistrations: false, reminders: false, reports: false },
        },
      });
      await ask(404, "GET /events/{id}/registrations/export/{format}", {
        params: { id: demo.event.id, format: "doc" },
      });
    });

    await t.step("with parameters that mean nothing", async () => {
      await ask(400, "GET /leads", { query: "?standing=lost" });
      await ask(400, "GET /tasks", { query: "?status=lost" });
      for (
        const call of [
          "GET /events",
          "GET /events/{id}/registrations",
          "GET /events/{id}/registrations/export/{format}",
        ]
      ) await ask(400, call, { query: "?status=lost", params: { id: demo.event.id } });
      await ask(400, "POST /events/{id}/registrations/bulk", { body: { action: "resend" } });
    });

    await t.step("under a key that is being answered, or was used for something else", async () => {
      for (const call of contract.calls.filter(contract.takesKey)) {
        if (secrets.includes(call)) continue; // their answers are kept nowhere
        const ids = ["id", "registrationId", "personId", "taskId", "webhookId", "deliveryId", "mailingId"];
        const params = Object.fromEntries(ids.map((name) => [name, crypto.randomUUID()]));
        const type = uploads[call];
        const file = type === undefined ? {} : { bytes: new Uint8Array([0, 1, 2, 3]) };
        const by = type === undefined ? owner : { ...owner, "content-type": type };
        const used = { ...by, "idempotency-key": crypto.randomUUID() };
        if (type) await ask(400, call, { ...file, headers: used });
        else if (contract.takesBody(call)) {
          for (const body of [[1], [2]]) await ask(400, call, { params, headers: used, body }); // it binds nothing
        }
        await application.vault.requests.begin(commandIdOf(`user:${userId}`, used["idempotency-key"]), "another");
        await ask(422, call, { ...file, params, headers: used });
        await inFlight(call, { ...file, params, headers: by });
      }
      async function inFlight(call: string, asked: Asked) {
        const key = crypto.randomUUID();
        const sent = request(call, asked);
        const text = `${sent.method} ${new URL(sent.url).pathname.replace(/^\/api\//, "/")}\n${await sent.text()}`;
        const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
        const hash = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        await application.vault.requests.begin(commandIdOf(`user:${userId}`, key), hash);
        const answer = await ask(409, call, { ...asked, headers: { ...asked.headers, "idempotency-key": key } });
        assert.equal(answer.code, "request_in_flight");
      }
    });

    await t.step("an event's life, and what is refused in it", async () => {
      const id = await made();
      const params = { id };
      const stale = { ...owner, "if-match": '"999999"' };
      for (const call of contract.calls.filter((call) => contract.has(call, 412))) {
        await ask(412, call, { params, headers: stale });
      }
      await ask(200, "GET /events", { query: "?status=drafts&limit=1" });
      await ask(200, "GET /events/{id}", { params });
      await ask(200, "PUT /events/{id}", { params, body: { title: "Another title" } });
      await ask(200, "POST /events/{id}/schedule", { params });
      await ask(200, "POST /events/{id}/unschedule", { params });
      await ask(200, "POST /events/{id}/publish", { params });
      await ask(409, "POST /events/{id}/schedule", { params });
      await ask(409, "DELETE /events/{id}", { params });
      await ask(200, "POST /events/{id}/unpublish", { params });
      await ask(200, "POST /events/{id}/reschedule", { params });
      await ask(201, "POST /events/{id}/duplicate", { params });
      await ask(200, "GET /events/{id}/analytics", { params });
      await application.caughtUp(await application.store.head(), 30_000);
      for (const figure of ["registered", "places", "conversion"]) {
        const told = await ask(200, "GET /events/{id}/analytics/{figure}", { params: { ...params, figure } });
        assert.equal(told.figure, figure);
      }
      await ask(400, "GET /events/{id}/analytics/{figure}", {
        params: { ...params, figure: "places" },
        query: "?page=0",
      });
      const { data: changes } = await ask(200, "GET /events/{id}/history", { params });
      const first = changes.at(-1).revision;
      assert.notEqual(
        (await ask(200, "POST /events/{id}/restore", { params, body: { revision: first } })).title,
        "Another title",
      );
      await ask(200, "POST /events/{id}/cancel", { params, body: { reason: "ill" } });
      for (const step of ["publish", "unpublish", "unschedule", "reschedule", "restore"]) {
        await ask(409, `POST /events/{id}/${step}`, { params });
      }
      await ask(409, "PUT /events/{id}", { params, body: { title: "Too late" } });
      await made({ slug: "taken" });
      await ask(409, "POST /events", { body: eventBody({ slug: "taken" }) });
      await ask(204, "DELETE /events/{id}", { params: { id: await made() } });
    });

    await t.step("a list has the specified shape, and leads on by its Link", async () => {
      const id = await published();
      for (let n = 0; n < 5; n++) await registered(id);
      await application.caughtUp(await running.core.log.head(), 120_000);
      for (
        const [call, query] of [["GET /events", "?status=upcoming"], [
          "GET /events/{id}/registrations",
          "?search=ana",
        ]] as const
      ) {
        const whole = await ask(200, call, { params: { id }, query: `${query}&limit=100` });
        assert.deepEqual(Object.keys(whole), ["data", "pagination"]);
        assert.deepEqual(whole.pagination, { total: whole.data.length, page: 1, limit: 100 });
        const found: string[] = [];
        for (let next: string | undefined = `${query}&limit=2`; next !== undefined;) {
          const response = await send(call, { params: { id }, query: next });
          const leads: string | null = response.headers.get("link");
          const { data } = await contract.check(call, response);
          found.push(...data.map((row: { id: string }) => row.id));
          next = leads ? new URL(/^<(.+)>; rel="next"$/.exec(leads)![1]!).search : undefined;
        }
        assert.deepEqual(found, whole.data.map((row: { id: string }) => row.id), call);
      }
    });

    await t.step("a picture is judged by its content", async () => {
      const headers = { ...owner, "content-type": "image/png" };
      const red = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
      const bytes = Uint8Array.from(atob(red), (letter) => letter.charCodeAt(0));
      const { id } = await ask(201, "POST /media", { bytes, headers });
      assert.equal((await ask(201, "POST /media", { bytes, headers })).id, id);
      await limit(1);
      await ask(409, "POST /media", { bytes: new Uint8Array([...bytes, 0]), headers });
      await limit(null);
      await ask(400, "POST /media", { bytes: new TextEncoder().encode("<svg/>"), headers });
      await ask(413, "POST /media", { bytes: new Uint8Array(10 * 1024 * 1024 + 1), headers });
      await ask(415, "POST /media", { bytes, headers: { ...owner, "content-type": "image/svg+xml" } });
    });

    await t.step("a file is judged by its content, and handed to whoever works on the event", async () => {
      const call = "POST /media/files";
      const headers = { ...owner, "content-type": "application/pdf" };
      const bytes = new TextEncoder().encode("%PDF-1.7 slides");
      const { id: mediaId } = await ask(201, call, { bytes, headers });
      await limit(1);
      await ask(409, call, { bytes: new TextEncoder().encode("%PDF-1.7 more"), headers });
      await limit(null);
      await ask(400, call, { bytes: new Uint8Array([0, 1, 2, 3]), headers });
      await ask(413, call, { bytes: new Uint8Array(25 * 1024 * 1024 + 1), headers });
      await ask(415, call, { bytes, headers: { ...owner, "content-type": "text/html" } });
      const id = await made();
      const material = (at: unknown) => ({
        materialId: crypto.randomUUID(),
        title: "Slides",
        at,
        when: "before",
        whom: "everyone",
      });
      const materials = [material({ is: "file", mediaId }), material({ is: "link", url: "https://example.org/" })];
      const speakers = [{ name: "Ana", email: "ana@contract.example", role: "primary" }];
      await ask(200, "PUT /events/{id}", { params: { id }, body: { materials, speakers } });
      const [file, link] = materials.map(({ materialId }) => ({ id, materialId }));
      await ask(200, "GET /events/{id}/materials/{materialId}", { params: file });
      await ask(404, "GET /events/{id}/materials/{materialId}", { params: link });
      await application.caughtUp(await running.core.log.head(), 10_000);
      const { data: [ana] } = await ask(200, "GET /events/{id}/speakers", { params: { id } });
      assert.deepEqual([ana.name, ana.email], ["Ana", "ana@contract.example"]);
    });

    await t.step("what goes out for an event, and a hand on it", async () => {
      const call = (step: string) => `POST /events/{id}/messages/${step}`;
      const id = await made();
      const date = (await ask(200, "GET /events/{id}", { params: { id } })).dates[0].id;
      const body = { message: `reminder:${date}:PT1H` };
      for (const step of ["pause", "resume", "skip", "send-now"]) await ask(409, call(step), { params: { id }, body });
      await ask(200, "POST /events/{id}/publish", { params: { id } });
      await ask(404, call("pause"), { params: { id }, body: { message: "nothing" } });
      for (const step of ["pause", "resume", "skip", "send-now"]) await ask(200, call(step), { params: { id }, body });
      await application.caughtUp(await running.core.log.head(), 10_000);
      await ask(200, "GET /events/{id}/messages", { params: { id } });
    });

    await t.step("registrations, and what is refused for them", async () => {
      const id = await published({ capacity: 2 });
      const one = async () => ({ id, registrationId: await registered(id) });
      const first = await one();
      const at = "/events/{id}/registrations/{registrationId}";
      await ask(200, "GET /events/{id}/registrations", { params: { id }, query: "?status=confirmed" });
      await application.caughtUp(await running.core.log.head(), 120_000);
      await ask(200, `GET ${at}`, { params: first });
      const { data: moments } = await ask(200, `GET ${at}/timeline`, { params: first });
      assert.ok(moments.some(({ name }: { name: string }) => name === "RegistrationConfirmed"));
      assert.equal((await ask(200, "GET /events/{id}/registrations/summary", { params: { id } })).status.confirmed, 1);
      await ask(200, "GET /events/{id}/registrations", { params: { id }, query: "?sort=name" });
      await ask(200, `PATCH ${at}`, { params: first, body: { company: "Acme" } });
      await ask(200, `PUT ${at}/tags`, { params: first });
      await ask(200, `POST ${at}/notes`, { params: first });
      await ask(200, `GET ${at}/notes`, { params: first });
      await ask(200, `POST ${at}/resend`, { params: first });
      await ask(200, `POST ${at}/reminder`, { params: first });
      await ask(200, `POST ${at}/join-details`, { params: first });
      await ask(409, `POST ${at}/attendance`, { params: first });
      await ask(201, `POST ${at}/transfer`, { params: first });
      await ask(200, `POST ${at}/waitlist`, { params: first });
      await ask(200, `POST ${at}/confirm`, { params: first });
      await ask(409, `POST ${at}/decline`, { params: first });
      const [second, third] = [await one(), await one()];
      await ask(409, `POST ${at}/confirm`, { params: third });
      await ask(409, `POST ${at}/transfer`, { params: third });
      await ask(200, `POST ${at}/cancel`, { params: second });
      await ask(409, `PATCH ${at}`, { params: second, body: { company: "Acme" } });
      await ask(409, `POST ${at}/resend`, { params: second });
      await ask(409, `POST ${at}/reminder`, { params: second });
      await ask(409, `POST ${at}/join-details`, { params: second });
      await ask(409, `POST ${at}/waitlist`, { params: second });
      await ask(409, `POST ${at}/approve`, { params: second });
      await ask(201, "POST /events/{id}/registrations/import", { params: { id } });
      const body = { csv: "email,first name,last name\nnothing,A,B", consentGiven: true };
      const { errors } = await ask(400, "POST /events/{id}/registrations/import", { params: { id }, body });
      assert.deepEqual(errors.map(({ field }: { field: string }) => field), ["rows.2"]);
      await application.caughtUp(await running.core.log.head(), 120_000);
      const bulk = await ask(201, "POST /events/{id}/registrations/bulk", { params: { id } });
      await ask(200, "GET /events/{id}/registrations/bulk/{bulkId}", { params: { id, bulkId: bulk.id } });
      for (const format of ["csv", "xlsx", "pdf"]) {
        await ask(200, "GET /events/{id}/registrations/export/{format}", { params: { id, format } });
      }
      await ask(200, "POST /events/{id}/cancel", { params: { id } });
      await ask(409, `POST ${at}/cancel`, { params: first });
      await ask(409, "POST /events/{id}/registrations", { params: { id }, body: registrationBody() });
    });

    await t.step("asked to let people in, and noting who came", async () => {
      const id = await made();
      await ask(200, "PUT /events/{id}", { params: { id }, body: { approval: true, status: "published" } });
      const at = "/events/{id}/registrations/{registrationId}";
      await ask(200, `POST ${at}/approve`, { params: { id, registrationId: await registered(id) } });
      await ask(200, `POST ${at}/decline`, { params: { id, registrationId: await registered(id) } });
      const begun = await published({ startTime_utc: new Date(Date.now() + 1_500).toISOString(), duration: 5 });
      const params = { id: begun, registrationId: await registered(begun) };
      await new Promise((resolve) => setTimeout(resolve, 1_600));
      await ask(200, `POST ${at}/attendance`, { params });
      await ask(409, "POST /events/{id}/publish", { params: { id: await made({ access: "paid", price: "10" }) } });
    });

    const mailed = async (segmentId: string) => {
      const body = bodies["POST /mailings"] as Record<string, unknown>;
      const nowhere = { audience: { segmentId: crypto.randomUUID() } };
      await ask(404, "POST /mailings", { body: { ...body, ...nowhere } });
      await ask(404, "POST /mailings/count", { body: nowhere });
      assert.equal((await ask(200, "POST /mailings/count", { body: { audience: { segmentId } } })).people, 1);
      await ask(200, "POST /mailings/count");
      const toSegment = { ...body, audience: { segmentId } };
      await ask(400, "POST /mailings", { body: { ...toSegment, purpose: "transactional" } });
      const about = [{ language: "en", subject: "News", body: "About {title}" }];
      await ask(400, "POST /mailings", { body: { ...toSegment, texts: about } });
      await ask(400, "POST /mailings", { body: { ...body, sendAt: "2020-01-01T00:00:00Z" } });
      const { id: mailingId, audience } = await ask(201, "POST /mailings", { body: toSegment });
      assert.deepEqual(audience, { segmentId, name: "The press", filter: { tags: ["press"] } });
      const params = { mailingId };
      const states = [];
      for (const step of ["pause", "resume", "cancel"]) {
        states.push((await ask(200, `POST /mailings/{mailingId}/${step}`, { params })).state);
      }
      assert.deepEqual(states, ["paused", "planned", "stopped"]);
      assert.equal((await ask(200, "GET /mailings/{mailingId}", { params })).sent, 0);
      const listed = (await ask(200, "GET /mailings")).data as { id: string; state: string }[];
      assert.equal(listed.find(({ id }) => id === mailingId)?.state, "stopped");
    };

    await t.step("people, their tags, tasks and segments", async () => {
      const { id: personId } = await ask(201, "POST /leads");
      const of = { params: { personId } };
      const at = "/leads/{personId}";
      await ask(200, "GET /leads", { query: "?search=lead@contract&tag=vip&marketingConsent=false" });
      await ask(200, `GET ${at}`, of);
      await ask(200, `PATCH ${at}`, { ...of, body: { company: "Acme" } });
      assert.deepEqual((await ask(200, `POST ${at}/tags`, of)).tags, ["vip", "press"]);
      await ask(200, `POST ${at}/notes`, of);
      await ask(200, `PUT ${at}/owner`, { ...of, body: { ownerId: userId } });
      assert.equal((await ask(200, `POST ${at}/tasks`, of)).openTasks, 1);
      const [task] = (await ask(200, "GET /tasks", { query: `?leadId=${personId}` })).data as { id: string }[];
      for (const step of ["complete", "reopen", "remove"]) {
        await ask(200, `POST ${at}/tasks/{taskId}/${step}`, { params: { personId, taskId: task!.id } });
      }
      await ask(404, `POST ${at}/tasks/{taskId}/complete`, of);
      const segment = { name: "The press", filter: { tags: ["press"] } };
      const { id: segmentId, count } = await ask(201, "POST /segments", { body: segment });
      assert.equal(count, 1);
      await ask(409, "POST /segments", { body: segment });
      await ask(200, "GET /segments");
      await ask(200, "GET /leads", { query: `?segment=${segmentId}` });
      await ask(404, "GET /leads", { query: `?segment=${crypto.randomUUID()}` });
      await ask(200, "GET /tags");
      await mailed(segmentId as string);
      await ask(204, "DELETE /segments/{segmentId}", { params: { segmentId } });
      const { id: ruleId } = await ask(201, "POST /tag-rules");
      await ask(200, "GET /tag-rules");
      const ofNoEvent = { moment: "attended", eventId: crypto.randomUUID(), category: null, tag: "x" };
      await ask(404, "POST /tag-rules", { body: ofNoEvent });
      await ask(204, "DELETE /tag-rules/{ruleId}", { params: { ruleId } });
      for (let n = 0; n < 50; n++) await (await send("POST /tag-rules")).body?.cancel();
      await ask(409, "POST /tag-rules");
      const { id: other } = await ask(201, "POST /leads", { body: { email: "twin@contract.example" } });
      await ask(200, `POST ${at}/merge`, { ...of, body: { from: other } });
      const merged = { params: { personId: other } };
      for (const call of contract.calls.filter((call) => call.includes(at) && contract.has(call, 409))) {
        if (call !== `POST ${at}/merge`) await ask(409, call, merged);
      }
      await ask(409, `POST ${at}/merge`, { ...merged, body: { from: personId } });
      await ask(409, "POST /leads", { body: { email: "twin@contract.example", tags: ["late"] } });
    });

    await t.step("members, keys and settings", async () => {
      await ask(200, "GET /members");
      const { id: invitationId } = await ask(201, "POST /members/invitations");
      await ask(409, "POST /members/invitations");
      const { data } = await ask(200, "GET /members/invitations");
      assert.ok(data.some(({ id }: { id: string }) => id === invitationId));
      await ask(204, "DELETE /members/invitations/{invitationId}", { params: { invitationId } });
      await ask(409, "PUT /members/{userId}", { params: { userId }, body: { role: "auditor" } });
      await ask(409, "DELETE /members/{userId}", { params: { userId } });
      const analyst = (await application.auth.userByEmail(
        demo.users.find(({ role }) => role === "analyst")!.email,
      ))!.id;
      await ask(200, "PUT /members/{userId}", { params: { userId: analyst }, body: { role: "associate" } });
      await ask(204, "DELETE /members/{userId}", { params: { userId: analyst } });
      const { id: apiKeyId, key } = await ask(201, "POST /api-keys");
      await ask(200, "GET /events", { headers: { authorization: `Bearer ${key}` } });
      const keys = (await ask(200, "GET /api-keys")).data as { id: string; lastUsedAt: string | null }[];
      assert.ok(keys.find(({ id }) => id === apiKeyId)?.lastUsedAt, "its use is known");
      await ask(204, "DELETE /api-keys/{apiKeyId}", { params: { apiKeyId } });
      await ask(401, "GET /events", { headers: { authorization: `Bearer ${key}` } });
      await ask(200, "GET /settings");
      await ask(200, "PATCH /settings", { body: { brandColour: "#1a7f5a" } });
      await openStudio(application.commands, { ...caller(), studioId: newStudioId("x") }, {
        name: "Other",
        address: "other",
        language: "en",
        timeZone: "UTC",
        currency: "EUR",
        owner: { userId: crypto.randomUUID() as UserId, name: "O", email: "o@contract.example" },
      });
      await ask(409, "PATCH /settings", { body: { address: "other" } });
    });

    await t.step("pixels, and what happened elsewhere", async () => {
      const at = "/marketing/tracking-configs";
      const body = { platform: "Meta", pixelId: meta.pixelId, apiAccessToken: meta.token };
      const { id: configId } = await ask(201, `POST ${at}`, { body });
      await ask(409, `POST ${at}`, { body });
      await ask(200, `GET ${at}`);
      await ask(200, `PATCH ${at}/{configId}`, { params: { configId }, body: { isActive: false } });
      await ask(200, `GET ${at}/{configId}/logs`, { params: { configId } });
      await ask(400, `GET ${at}/{configId}/logs`, { params: { configId }, query: "?limit=0" });
      await ask(204, `DELETE ${at}/{configId}`, { params: { configId } });
      const happened = { event: "Lead", email: "far@contract.example", consent: { ads: true } };
      await ask(201, "POST /marketing/conversions", { body: happened });
      await ask(404, "POST /marketing/conversions", { body: { ...happened, eventId: crypto.randomUUID() } });
    });

    await t.step("webhooks, and what they were told", async () => {
      const at = "/webhooks";
      const body = { url: "https://203.0.114.7/hook", types: ["registration.confirmed"] };
      const { id: webhookId } = await ask(201, `POST ${at}`, { body });
      const params = { webhookId };
      await ask(400, `POST ${at}`, { body: { ...body, url: "http://127.0.0.1/hook" } });
      await ask(200, `GET ${at}`);
      await ask(200, `PATCH ${at}/{webhookId}`, { params, body: { note: "CRM" } });
      await ask(400, `PATCH ${at}/{webhookId}`, { params, body: { url: "http://10.0.0.1/" } });
      await ask(200, `POST ${at}/{webhookId}/rotate-secret`, { params });
      const { id: deliveryId } = await ask(200, `POST ${at}/{webhookId}/test`, { params });
      await ask(200, `PATCH ${at}/{webhookId}`, { params, body: { isActive: false } });
      await ask(409, `POST ${at}/{webhookId}/test`, { params });
      const listed = async () => {
        const log = await ask(200, `GET ${at}/{webhookId}/deliveries`, { params }) as unknown as { id: string }[];
        return log.some(({ id }) => id === deliveryId);
      };
      while (!await listed()) await new Promise((resolve) => setTimeout(resolve, 50));
      await ask(400, `GET ${at}/{webhookId}/deliveries`, { params, query: "?limit=0" });
      await ask(204, `POST ${at}/{webhookId}/deliveries/{deliveryId}/redeliver`, { params: { webhookId, deliveryId } });
      for (const call of contract.calls.filter((call) => call.includes("{webhookId}"))) await ask(404, call);
      for (let n = 0; n < 20; n++) await (await send(`POST ${at}`, { body })).body?.cancel();
      await ask(409, `POST ${at}`, { body });
      await ask(204, `DELETE ${at}/{webhookId}`, { params });
    });

    await t.step("and nothing else is promised", () => assert.deepEqual(contract.unseen(), []));
  } finally {
    await running.close();
    await meta.close();
    await discard(dataDir);
  }
});
