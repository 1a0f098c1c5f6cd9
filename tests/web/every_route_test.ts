import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import type { Caller } from "../../commands/deps.ts";
import { inviteMember } from "../../commands/invite_member.ts";
import { issueApiKey } from "../../commands/issue_api_key.ts";
import { joinStudio } from "../../commands/join_studio.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { register } from "../../commands/register.ts";
import { seedDemo } from "../../composition/demo.ts";
import { type Running, start } from "../../composition/start.ts";
import { readConfig } from "../../config.ts";
import type { EventId } from "../../domain/ids.ts";
import type { Role } from "../../domain/studio/events.ts";
import { app } from "../../main.ts";
import { listLog } from "../../projections/queries.ts";
import { operations } from "../../api/operations.ts";
import { setSwitches } from "../../commands/change_settings.ts";
import { startBulk } from "../../commands/bulk.ts";
import { usualSwitches } from "../../domain/studio/settings.ts";
import type { Switches } from "../../domain/studio/settings.ts";
import { bodies } from "../api/support/bodies.ts";
import { eventually } from "../support/app.ts";
import { judge, type Method, rights } from "../../web/rights.ts";

const roles = ["owner", "associate", "auditor", "analyst"] as const;
const password = "a fine password";
const url = "http://localhost:8000";
const info: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 50_000 },
  completed: Promise.resolve(),
};

/** Somebody who calls: a session's cookie or an API key, and what they are. */
interface Asker {
  name: string;
  headers: Record<string, string>;
  asker: Parameters<typeof judge>[1];
}

async function member(running: Running, owner: () => Caller, role: Role): Promise<Asker> {
  const { auth, commands, directory } = running.application;
  const email = `${role}-${crypto.randomUUID().slice(0, 8)}@example.test`;
  const userId = await auth.createUser({ email, name: role, password });
  const { invitationId, token } = await inviteMember(commands, owner(), { email, role });
  const caller = { ...owner(), actor: `user:${userId}`, userId, role: undefined };
  const { position } = await joinStudio(commands, caller, { invitationId, token, name: role, email });
  await directory.reached(position);
  return { name: role, headers: await cookieOf(running, email), asker: { userId, role } };
}

/** An associate with all of these switches on, or all of them off. */
async function switched(running: Running, owner: () => Caller, on: boolean): Promise<Asker> {
  const { commands, directory } = running.application;
  const found = await member(running, owner, "associate");
  const switches = Object.fromEntries(Object.keys(usualSwitches).map((name) => [name, on])) as Switches;
  const { position } = await setSwitches(commands, owner(), { userId: found.asker.userId!, switches });
  await directory.reached(position);
  return { ...found, name: `associate with everything ${on ? "on" : "off"}`, asker: { ...found.asker, switches } };
}

async function cookieOf({ application }: Running, email: string, secret = password) {
  const { cookies } = await application.auth.signIn({ email, password: secret, address: "test", userAgent: "" });
  return { cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") };
}

/** Opens another studio with somebody of every role in it. */
async function anotherStudio(running: Running): Promise<{ askers: Asker[]; key: string }> {
  const { auth, commands, directory } = running.application;
  const email = "stranger@example.test";
  const userId = await auth.createUser({ email, name: "Stranger", password });
  const commandId = crypto.randomUUID();
  const studioId = newStudioId(commandId);
  const caller = (): Caller => ({
    actor: `user:${userId}`,
    studioId,
    userId,
    role: "owner",
    commandId: crypto.randomUUID(),
    correlationId: crypto.randomUUID(),
  });
  const settings = { name: "Other", address: "other", language: "en", timeZone: "UTC", currency: "EUR" } as const;
  await openStudio(commands, { ...caller(), commandId }, { ...settings, owner: { userId, name: "Stranger", email } });
  const { key, position } = await issueApiKey(commands, caller(), { name: "x", scopes: ["read", "write", "personal"] });
  await directory.reached(position);
  const askers = [{
    name: "owner",
    headers: await cookieOf(running, email),
    asker: { userId, role: "owner" as const },
  }];
  for (const role of ["associate", "auditor", "analyst"] as const) {
    askers.push(await member(running, caller, role) as typeof askers[number]);
  }
  return { askers, key };
}

// The application's private Postgres and its pools end with close(), after the test's own clean-up has been judged.
Deno.test({
  name: "Every route, by every method, as every role, signed out and from another studio",
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  const dataDir = await Deno.makeTempDir({ prefix: "every-route-" });
  const config = readConfig({ DATA_DIR: dataDir, ADDRESS_RATE_LIMIT: "1000000", PORT: "8000" });
  const running = await start(config, { demo: true });
  try {
    running.listeningAt(url);
    (await new Builder().build({ snapshot: "memory" }))(app);
    const handler = app.handler();
    const demo = await seedDemo(running, url);
    await running.application.caughtUp(await running.core.log.head(), 120_000);
    const [entry] = await listLog(running.application.db, { type: "RegistrationRequested", limit: 1 });
    const params: Record<string, string> = {
      ":id": demo.event.id,
      ":eventId": entry!.eventId,
      ":slug": new URL(demo.event.publicUrl).pathname.split("/").at(-1)!,
      ":address": "carlos",
      ":token": "no-such-token",
    };
    const owner = demo.users.find(({ role }) => role === "owner")!;
    const ownerId = (await running.application.auth.userByEmail(owner.email))!.id;
    const ownStudio = running.application.directory.studiosOf(ownerId)[0]!;
    const ownCaller = (): Caller => ({
      actor: `user:${ownerId}`,
      studioId: ownStudio.id,
      userId: ownerId,
      role: "owner",
      commandId: crypto.randomUUID(),
      correlationId: crypto.randomUUID(),
    });
    const registration = await register(running.application.commands, ownCaller(), {
      eventId: demo.event.id as EventId,
      registrant: { firstName: "Ana", lastName: "García", email: "ana@routes.example" },
      language: "es",
      timeZone: null,
      source: "test",
      consents: { terms: true, privacy: true, marketing: false },
      via: "hand",
    });
    assert.ok(registration.outcome === "registered");
    const personId = await running.application.vault.findPerson(ownStudio.id, "ana@routes.example");
    const { bulkId } = await startBulk(running.application.commands, ownCaller(), {
      eventId: demo.event.id as EventId,
      action: "resend",
      detail: "",
      registrationIds: [registration.registrationId],
    });
    const { apiKeyId } = await issueApiKey(running.application.commands, ownCaller(), {
      name: "ours",
      scopes: ["read"],
    });
    Object.assign(params, {
      ":registrationId": registration.registrationId,
      ":personId": personId!,
      ":bulkId": bulkId,
      ":userId": ownerId,
      ":apiKeyId": apiKeyId,
      ":format": "csv",
      ":step": "details",
    });
    const pathOf = (pattern: string) => pattern.replace(/:\w+/g, (name) => params[name] ?? "x");

    const call = async (method: Method, path: string, headers: Record<string, string>) => {
      // Neither a form nor JSON: whoever comes in changes nothing.
      const body = method === "GET" ? {} : { body: "x", headers: { ...headers, "content-type": "text/plain" } };
      const response = await handler(new Request(url + path, { method, headers, ...body }), info);
      await response.body?.cancel();
      return response;
    };
    const isRefused = (response: Response) =>
      response.status === 401 || (response.headers.get("location") ?? "").startsWith("/sign-in");

    const ours: Asker[] = [{ name: "signed out", headers: {}, asker: {} }];
    for (const { role, email, password } of demo.users) {
      const headers = await cookieOf(running, email, password);
      const { id } = (await running.application.auth.userByEmail(email))!;
      const operator = role === "operator" || role === "owner" && running.application.directory.isOperator(id);
      ours.push({
        name: role,
        headers,
        asker: { userId: id, ...(role === "operator" ? {} : { role: role as Role }), operator },
      });
    }

    ours.push(await switched(running, ownCaller, false), await switched(running, ownCaller, true));

    for (const { name, headers, asker } of ours) {
      await t.step(name, async () => {
        for (const right of rights) {
          for (const method of right.methods) {
            if (right.path === "/sign-out" && method === "POST") continue; // it would end this very session
            const path = pathOf(right.path);
            const response = await call(method, path, headers);
            const verdict = judge(right, asker);
            const said = `${name}: ${method} ${path} is ${verdict}, answered ${response.status}`;
            if (verdict === "unauthenticated") assert.ok(isRefused(response), said);
            if (verdict === "forbidden") assert.equal(response.status, 403, said);
            if (verdict === "allowed") assert.ok(right.needs === "anyone" || !isRefused(response), said);
            assert.ok(response.status < 500, said);
          }
        }
      });
    }

    const others = await anotherStudio(running);
    for (const { name, headers, asker } of others.askers) {
      await t.step(`${name} of another studio finds nothing of ours`, async () => {
        const inside = rights.filter(({ path, needs }) =>
          /:(id|eventId|registrationId|personId|bulkId|userId|apiKeyId)\b/.test(path) && needs !== "anyone"
        );
        for (const right of inside) {
          for (const method of right.methods) {
            // A form or JSON that nothing is wrong with: it is the id that is not found.
            const sample = bodies[`${method} ${right.path.replace(/^\/api(\/v1)?/, "").replace(/:(\w+)/g, "{$1}")}`] ??
              {};
            const form = { body: "requestId=x", type: "application/x-www-form-urlencoded" };
            const json = { body: JSON.stringify(sample), type: "application/json" };
            const { body, type } = right.kind === "api" ? json : form;
            const response = await handler(
              new Request(url + pathOf(right.path), {
                method,
                headers: method === "GET" ? headers : { ...headers, origin: url, "content-type": type },
                ...(method === "GET" ? {} : { body }),
              }),
              info,
            );
            await response.body?.cancel();
            const said = `${name}: ${method} ${pathOf(right.path)} answered ${response.status}`;
            // Some forms' addresses lead back to the page they are on, which is not found.
            if (method === "GET" && response.headers.get("location")?.startsWith("/dashboard/")) continue;
            assert.equal(response.status, judge(right, asker) === "allowed" ? 404 : 403, said);
          }
        }
      });
    }

    await t.step("nobody of another studio hears of our events while they are open", async () => {
      for (const { headers } of others.askers) {
        const request = new Request(`${url}/dashboard/live?events=${demo.event.id}`, { headers });
        const response = await handler(request, info);
        assert.equal(response.status, 200);
        let heard = "";
        for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
          heard += piece;
          if (heard.includes("data:")) break;
        }
        assert.match(heard, /data: \{\}/);
      }
    });

    await t.step("another studio's key finds nothing of ours", async () => {
      const headers = { authorization: `Bearer ${others.key}`, "content-type": "application/json" };
      for (const { method, path, body, needs } of operations.filter(({ path }) => path.includes("{"))) {
        const sent = body ? { body: JSON.stringify(bodies[`${method} ${path}`] ?? {}) } : {};
        const place = pathOf(path.replace(/\{(\w+)\}/g, ":$1"));
        const response = await handler(new Request(`${url}/api${place}`, { method, headers, ...sent }), info);
        await response.body?.cancel();
        const asker = { userId: ownerId, role: "owner" as const, scopes: ["read", "write", "personal"] as const };
        const expected = judge({ needs }, asker) === "allowed" ? 404 : 403;
        assert.equal(response.status, expected, `${method} ${place}`);
      }
    });

    await t.step("with two studios, what becomes of everybody's read models is the operator's", async () => {
      const path = "/dashboard/projections/registrations";
      const send = async ({ headers }: Asker, form: Record<string, string>) => {
        const request = { method: "POST", headers: { ...headers, origin: url }, body: new URLSearchParams(form) };
        const response = await handler(new Request(url + path, request), info);
        await response.body?.cancel();
        return response.status;
      };
      const operator = ours.find(({ name }) => name === "operator")!;
      const analysts = [...ours, ...others.askers].filter(({ name }) => name === "analyst");
      assert.equal(analysts.length, 2);
      const projections = running.application.projections;
      const status = async () => (await projections.list()).find(({ name }) => name === "registrations")!;
      const { generation } = await status();
      assert.equal(await send(analysts[0]!, { do: "rebuild" }), 303);
      await eventually("what an analyst rebuilt to wait", async () => (await status()).rebuild?.readyAt);
      assert.equal((await status()).generation, generation);
      for (const decision of ["switch", "roll_back", "drop", "retry", "skip"]) {
        const form = { do: decision, reason: "because" };
        for (const analyst of analysts) {
          assert.equal(await send(analyst, form), 403, `${analyst.name} may not ${decision}`);
        }
      }
      for (const [decision, answer] of [["retry", 409], ["skip", 409], ["switch", 303]] as const) {
        assert.equal(await send(operator, { do: decision, reason: "because" }), answer, decision);
      }
      await eventually("the switch", async () => (await status()).generation > generation);
      assert.equal(await send(operator, { do: "drop" }), 303);
    });

    await t.step("every role is called for", () => {
      const switchable = ["associate with everything off", "associate with everything on"];
      assert.deepEqual(ours.map(({ name }) => name), ["signed out", ...roles, "operator", ...switchable]);
    });
  } finally {
    await running.close();
    await Deno.remove(dataDir, { recursive: true });
  }
});
