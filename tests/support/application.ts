import { type ApiContext, createApi } from "../../api/server.ts";
import { issueApiKey } from "../../commands/issue_api_key.ts";
import type { Caller } from "../../commands/deps.ts";
import { inviteMember } from "../../commands/invite_member.ts";
import { joinStudio } from "../../commands/join_studio.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { readConfig } from "../../config.ts";
import { catalogue } from "../../domain/catalogue.ts";
import type { StudioId, UserId } from "../../domain/ids.ts";
import { installation } from "../../domain/installation/installation.ts";
import type { Scope } from "../../domain/studio/commands.ts";
import type { Role } from "../../domain/studio/events.ts";
import { createCodec } from "../../event_store/codec.ts";
import { createHandle } from "../../event_store/handle.ts";
import type { EventStore } from "../../event_store/port.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { conversionPlatforms } from "../../gateways/conversions/platforms.ts";
import { openSqliteVault } from "../../vault/vault.ts";
import type { Application } from "../../web/application.ts";
import { createChanges } from "../../web/changes.ts";
import { followLog } from "../../web/directory.ts";
import { createAuth } from "../../web/identity/auth.ts";
import { createKeyUse } from "../../web/key_use.ts";
import { createRateLimit } from "../../web/rate_limit.ts";
import { productMetrics } from "../../operations/product_metrics.ts";
import { createVisits } from "../../web/visits.ts";

const PASSWORD = "correct horse battery";

/** Somebody with an account in a studio. */
export interface TestMember {
  userId: UserId;
  email: string;
  /** Opens a session; gives the `Cookie` header. */
  signIn(): Promise<string>;
  /** Makes a key with this member's rights. */
  key(scopes?: readonly Scope[]): Promise<string>;
  caller(): Caller;
}

/** The application in memory: log, vault, handle, sign-in and directory are the real ones; there are no read models. */
export interface TestApplication extends AsyncDisposable {
  app: Application;
  /** Calls the API; `path` with its prefix. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  /** Opens a studio with its owner. */
  studio(name: string): Promise<{ id: StudioId; owner: TestMember }>;
  /** Brings somebody into a studio. */
  member(of: { id: StudioId; owner: TestMember }, role: Role): Promise<TestMember>;
}

export interface CallOptions {
  key?: string;
  cookie?: string;
  headers?: Record<string, string>;
  /** JSON, or text as it is. */
  body?: unknown;
}

export interface TestOptions {
  keyLimit?: number;
  addressLimit?: number;
  wrapStore?: (store: EventStore) => EventStore;
}

/** Opens a {@link TestApplication}. */
export async function openApplication(options: TestOptions = {}): Promise<TestApplication> {
  const store = (options.wrapStore ?? ((s) => s))(await openSqliteLog({ directory: ":memory:" }));
  const vault = await openSqliteVault({ dataDir: ":memory:", masterKey: new Uint8Array(32).fill(7) });
  const codec = createCodec({ catalogue, keys: vault });
  const handle = createHandle({ store, codec });
  const newId = () => crypto.randomUUID();
  const commands = { handle, vault, now: () => new Date().toISOString(), newId };
  const baseUrl = "http://127.0.0.1:8000";
  const auth = createAuth({ vault, baseUrl });
  await auth.migrate();
  const stopping = new AbortController();
  const { directory, ready, ended } = followLog({ store, codec, signal: stopping.signal });
  await ready;
  const config = readConfig({});
  const app: Application = {
    config,
    baseUrl,
    auth,
    sendAccountMail: () => Promise.resolve(),
    pictures: {
      prepare: () => Promise.reject(new Error("there is no place for pictures")),
      open: nothing,
      remove: () => Promise.resolve(),
    },
    documents: {
      prepare() {
        throw new Error("there is no place for files");
      },
      open: nothing,
    },
    platforms: conversionPlatforms(config.platforms),
    pixelScripts: config.pixelScripts,
    conversionPayload: nothing,
    webhookPayload: nothing,
    mayReach: () => Promise.resolve(),
    directory,
    commands,
    store,
    codec,
    vault,
    get db(): never {
      throw new Error("a test without read models asked one");
    },
    caughtUp: () => Promise.resolve(false),
    changes: createChanges(),
    metrics: productMetrics(),
    figures: () => Promise.reject(new Error("a test without read models asked for figures")),
    readiness: () => Promise.resolve({ ok: true, reasons: [] }),
    projections: noProjections,
    console: noConsole,
    messages: noMessages,
    timelines: { of: () => Promise.resolve({ messages: [], atOnce: [] }), recipient: nothing },
    mailings: {
      list: () => Promise.resolve([]),
      one: nothing,
      count: () => Promise.resolve({ people: 0, agreed: 0 }),
      skips: () => Promise.resolve({}),
    },
    reactors: [],
    plans: noPlans,
    dryRun: nothing,
    visits: createVisits({ record: () => Promise.resolve(), secretOf: (day) => day, now: commands.now }),
    keyUse: createKeyUse(vault.secrets, commands.now),
    limits: {
      key: createRateLimit(options.keyLimit ?? 100_000),
      address: createRateLimit(options.addressLimit ?? 100_000),
    },
  };
  await handle(
    installation,
    "installation",
    { type: "StartInstallation", at: commands.now(), vaultId: vault.id, demo: false },
    { actor: "system", studio: null, correlationId: newId(), causationId: null, commandId: newId() },
  );
  const api = createApi();

  async function account(name: string): Promise<{ userId: UserId; email: string }> {
    const email = `${name}-${newId().slice(0, 8)}@example.test`;
    return { email, userId: await auth.createUser({ email, name, password: PASSWORD }) };
  }

  function memberOf(studioId: StudioId, role: Role, { userId, email }: { userId: UserId; email: string }): TestMember {
    const caller = () => ({
      actor: `user:${userId}`,
      studioId,
      userId,
      role,
      commandId: newId(),
      correlationId: newId(),
    });
    return {
      userId,
      email,
      caller,
      async signIn() {
        const { cookies } = await auth.signIn({ email, password: PASSWORD, address: "10.0.0.1", userAgent: "test" });
        return cookies.map((cookie) => cookie.split(";")[0]).join("; ");
      },
      async key(scopes = ["read", "write"]) {
        const { key, position } = await issueApiKey(commands, caller(), { name: "test", scopes });
        await directory.reached(position);
        return key;
      },
    };
  }

  return {
    app,
    call(method, path, { key, cookie, headers, body } = {}) {
      const request = new Request(baseUrl + path, {
        method,
        headers: {
          ...(key ? { authorization: `Bearer ${key}` } : {}),
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body: body === undefined || typeof body === "string" ? body as string | undefined : JSON.stringify(body),
      });
      const context: ApiContext = { app, requestId: newId(), clientAddress: "10.0.0.1" };
      return api(request, context);
    },
    async studio(name) {
      const { userId, email } = await account(name);
      const commandId = newId();
      const caller: Caller = { actor: "cli:test", studioId: newStudioId(commandId), commandId, correlationId: newId() };
      const { studioId, position } = await openStudio(commands, caller, {
        name,
        address: name,
        language: "en",
        timeZone: "Europe/Madrid",
        currency: "EUR",
        owner: { userId, name, email },
      });
      await directory.reached(position);
      return { id: studioId, owner: memberOf(studioId, "owner", { userId, email }) };
    },
    async member({ id, owner }, role) {
      const { userId, email } = await account(role);
      const { invitationId, token } = await inviteMember(commands, owner.caller(), { email, role });
      const caller = { ...memberOf(id, role, { userId, email }).caller(), role: undefined };
      const { position } = await joinStudio(commands, caller, { invitationId, token, name: role, email });
      await directory.reached(position);
      return memberOf(id, role, { userId, email });
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await ended;
      await store.close();
      await vault.close();
    },
  };
}

/** The body of an event that is complete enough to be published, a week from now. */
export function eventBody(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: "5 Errores Comunes al Empezar con Calistenia",
    description: "Lo que casi todos hacen mal.",
    startTime_utc: new Date(Date.now() + 7 * 86_400_000).toISOString(),
    type: "webinar",
    access: "free",
    ...change,
  };
}

/** The body of a registration that nothing is wrong with. */
export function registrationBody(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    firstName: "Ana",
    lastName: "García",
    email: `ana-${crypto.randomUUID()}@example.test`,
    termsAccepted: true,
    privacyConsent: true,
    marketingConsent: false,
    ...change,
  };
}

const no = () => Promise.resolve(false);
const nothing = () => Promise.resolve(null);
const noPlans: Application["plans"] = {
  deliveries: () => Promise.resolve([]),
  history: () => Promise.resolve([]),
};
const noProjections: Application["projections"] = {
  list: () => Promise.resolve([]),
  rebuild: no,
  cancel: no,
  switchTo: no,
  rollBack: no,
  drop: no,
  retry: no,
  difference: nothing,
  check: nothing,
  async *follow() {},
};

const noMessages: Application["messages"] = {
  kinds: [],
  variables: () => [],
  builtIn: () => ({ subject: "", preview: "", mjml: "", text: "" }),
  check: () => Promise.resolve([]),
  preview: nothing,
  sendTest: no,
};

const answer = { columns: [], rows: [], truncated: false, milliseconds: 0 };
const noConsole: Application["console"] = {
  ask: () => Promise.resolve(answer),
  cancel: () => Promise.resolve(),
  async *stream() {},
  address: () => Promise.reject(new Error("there is no database")),
};
