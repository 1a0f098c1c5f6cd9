import pg from "pg";
import { switchTexts, textsStopped, type Whose } from "../../../commands/texts.ts";
import { catalogue } from "../../../domain/catalogue.ts";
import type { Command, Decider, DomainEvent } from "../../../domain/decider.ts";
import type { DateId, EventId, PersonId, RegistrationId, StudioId, UserId } from "../../../domain/ids.ts";
import { installation } from "../../../domain/installation/installation.ts";
import { studio as studioDecider } from "../../../domain/studio/studio.ts";
import type { DateChoice } from "../../../domain/virtual_event/commands.ts";
import type { Sequence } from "../../../domain/virtual_event/design.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { createCodec } from "../../../event_store/codec.ts";
import { createHandle, type Handle } from "../../../event_store/handle.ts";
import type { RecordedEvent } from "../../../event_store/port.ts";
import { openSqliteLog } from "../../../event_store/sqlite/log.ts";
import type { Mail, MailGateway } from "../../../gateways/mail/port.ts";
import { watchProjections } from "../../../projections/runtime/watch.ts";
import { startWorker, type Worker } from "../../../projections/runtime/worker.ts";
import { rowTypes } from "../../../projections/runtime/sql.ts";
import { reactors as allReactors } from "../../../reactors/all.ts";
import { issuers } from "../../../reactors/issuers.ts";
import { mailChannel } from "../../../reactors/mails/mail_channel.ts";
import type { EventReport, Reports } from "../../../reactors/mails/report.ts";
import { TestClock } from "../../../reactors/runtime/clock.ts";
import { DeliveryWorker, type DeliveryWorkerOptions } from "../../../reactors/runtime/delivery_worker.ts";
import { factAt } from "../../../reactors/runtime/facts.ts";
import { createReactors, type ReactorOptions, startReactors } from "../../../reactors/runtime/role.ts";
import { smsChannel } from "../../../reactors/sms/sms_channel.ts";
import type { SmsGateway, TextMessage } from "../../../gateways/sms/port.ts";
import { vaultChannel } from "../../../reactors/vault_channel.ts";
import { openSqliteVault } from "../../../vault/vault.ts";
import { startPostgres, type TestPostgres } from "../../support/postgres.ts";

export const START = "2026-06-01T10:00:00.000Z";

/** Nobody knows anything here: what reports hold is tested where they are made. */
export const report: EventReport = {
  confirmed: 2,
  waitlisted: 0,
  cancelled: 1,
  attended: null,
  missed: null,
  companies: [{ name: "Núñez SL", count: 2 }],
  positions: [{ name: "Trainerin", count: 1 }],
  questions: ["¿Hace falta material?"],
  perDay: [{ name: "2026-06-01", count: 2 }],
  people: [{ name: "Ana López", company: "Núñez SL", position: "Trainerin" }],
  revenue: null,
};
const usualReports: Reports = {
  event: () => Promise.resolve(report),
  digest: () => Promise.resolve([{ eventId: "e", name: "Calistenia", count: 2 }]),
};

/** A gateway that keeps what it gets and fails when told. */
export class MailSink implements MailGateway {
  readonly sent: Mail[] = [];
  /** Called before a mail is taken; what it throws is the outcome. */
  before: (mail: Mail) => Promise<void> | void = () => {};
  #waiting: { count: number; resolve: () => void }[] = [];

  async send(mail: Mail): Promise<{ receipt: string }> {
    await this.before(mail);
    this.sent.push(mail);
    this.#waiting = this.#waiting.filter(({ count, resolve }) => this.sent.length < count || void resolve());
    return { receipt: "taken" };
  }

  /** Resolves when so many mails have been taken in all. */
  taken(count: number): Promise<void> {
    if (this.sent.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }

  close = () => Promise.resolve();
}

export interface World extends AsyncDisposable {
  clock: TestClock;
  mails: MailSink;
  /** Text messages that were handed over. */
  texts: TextMessage[];
  store: Awaited<ReturnType<typeof openSqliteLog>>;
  vault: Awaited<ReturnType<typeof openSqliteVault>>;
  handle: Handle;
  studioId: StudioId;
  problems: { what: string; error: unknown }[];
  /** Decides a command at the clock's time. */
  decide<C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
    command: object,
  ): Promise<void>;
  event(
    options?: {
      capacity?: number | null;
      startsAtLocal?: string;
      dates?: DateChoice[];
      reminders?: string[];
      sequence?: Sequence;
    },
  ): Promise<EventId>;
  register(
    eventId: EventId,
    email: string,
    more?: { language?: "en" | "de" | "es"; timeZone?: string; phone?: string },
  ): Promise<{ registrationId: RegistrationId; personId: PersonId }>;
  onEvent(eventId: EventId, command: object): Promise<void>;
  /** Starts a worker that folds, lets time pass and delivers. */
  work(options?: Partial<ReactorOptions>): Worker;
  /** Starts one that delivers, beside `work({ channels: {} })`: as another process would, with a cache of its own. */
  deliver(options?: Partial<DeliveryWorkerOptions>): DeliveryWorker;
  /** Waits until the folds hold everything and nothing is left to do now. */
  settled(): Promise<void>;
  facts(type?: string): Promise<RecordedEvent[]>;
  query<R>(sql: string, values?: unknown[]): Promise<R[]>;
}

const key = () => crypto.getRandomValues(new Uint8Array(32));
const id = <T>() => crypto.randomUUID() as T;

let shared: TestPostgres;
let databases = 0;

/** Starts the file's Postgres before its tests and stops it after them; each world has a database of its own in it. */
export function withPostgres(): void {
  Deno.test.beforeAll(async () => {
    shared = await startPostgres();
  });
  Deno.test.afterAll(() => shared.stop());
}

/** The whole machinery on an SQLite log and a real Postgres, with a clock that stands still. */
export async function world(
  { sms, reports = usualReports, ...options }: Partial<ReactorOptions> & { sms?: SmsGateway; reports?: Reports } = {},
): Promise<World> {
  const clock = new TestClock(START);
  const now = () => clock.now();
  const database = `world_${++databases}`;
  const admin = new pg.Client(shared.connection);
  admin.on("error", () => {});
  await admin.connect();
  await admin.query(`create database ${database}`);
  await admin.end();
  const connection = { ...shared.connection, database };
  const store = await openSqliteLog({ directory: ":memory:", clock: now });
  const vault = await openSqliteVault({ dataDir: ":memory:", masterKey: key(), clock: now });
  const codec = createCodec({ catalogue, keys: vault });
  const handle = createHandle({ store, codec, clock: now });
  const pool = new pg.Pool({ ...connection, max: 10, types: rowTypes as never });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {})); // the server may end it before its socket is closed
  const watch = await watchProjections({
    connection,
    folds: allReactors.map(({ name }) => `reactor_${name}`),
  });
  const mails = new MailSink();
  const sentTexts: TextMessage[] = [];
  const texts: SmsGateway = {
    send: (text) => Promise.resolve({ receipt: `taken ${sentTexts.push(text)}` }),
    close: () => Promise.resolve(),
  };
  const studioId = id<StudioId>();
  const problems: World["problems"] = [];
  const workers: Worker[] = [];
  const deliverers: DeliveryWorker[] = [];
  const envelope = () => ({
    actor: "system",
    studio: studioId,
    correlationId: id<string>(),
    causationId: null,
    commandId: id<string>(),
  });

  const channels = {
    mail: mailChannel({
      db: pool,
      gateway: mails,
      factAt: factAt(store, codec),
      from: "Webinars <studio@webinars.example>",
      host: "webinars.example",
      clock,
      links: {
        registration: (_studio, registrationId) => Promise.resolve(`https://webinars.example/r/${registrationId}`),
        event: (address, slug) => `https://webinars.example/s/${address}/${slug}`,
        studio: (address) => `https://webinars.example/s/${address}`,
        invitation: (_studio, invitationId) => Promise.resolve(`https://webinars.example/join/${invitationId}`),
        preferences: (_studio, personId) => `https://webinars.example/mail/${personId}`,
        dashboard: (eventId) => `https://webinars.example/dashboard/${eventId ?? ""}`,
      },
      reports,
    }),
    sms: smsChannel({
      db: pool,
      factAt: factAt(store, codec),
      host: "webinars.example",
      reportTo: () => null,
      stopped: (personId) => textsStopped({ handle }, personId as PersonId),
      stop: (studioId, personId) =>
        switchTexts(
          { handle, now: () => clock.now().toISOString(), newId: id<string> },
          { studioId, personId } as Whose,
          {
            type: "StopTexts",
            cause: "provider",
          },
        ),
      links: { registration: (_studio: string, id: string) => Promise.resolve(`https://w.example/r/${id}`) } as never,
      gateway: sms ?? texts,
    }),
    vault: vaultChannel({
      vault,
      removePictures: () => Promise.resolve(0),
      cleanUp: () => Promise.resolve(),
    }),
  };

  const names = new Set<string>();

  /** Whether a fold is behind, or something is left to do at this moment. */
  async function isBusy(head: bigint): Promise<boolean> {
    const at = clock.now().toISOString();
    const todo = [...names].map((name) => `
      select from reactor_${name}.outbox where state in ('open', 'attempting') and next_at <= '${at}'
      union all select from reactor_${name}.timers where not elapsed and due <= '${at}'
      union all select from reactor_${name}.commands where open
      union all select where not exists (select from projections.generations
        where name = 'reactor_${name}' and state = 'live' and position >= ${head})`);
    try {
      return (await w.query(`select 1 where exists (${todo.join(" union all ")})`)).length > 0;
    } catch (error) {
      if ((error as { code?: string }).code === "42P01") return true; // not made yet
      throw error;
    }
  }

  const w: World = {
    clock,
    mails,
    texts: sentTexts,
    store,
    vault,
    handle,
    studioId,
    problems,
    async decide(decider, stream, command) {
      await handle(decider, stream, { ...command, at: clock.now().toISOString() } as never, envelope());
    },
    async event(
      { capacity = null, startsAtLocal = "2026-06-10T19:00", dates, reminders = ["PT24H", "PT1H"], sequence } = {},
    ) {
      const eventId = id<EventId>();
      await w.onEvent(eventId, {
        type: "CreateEvent",
        eventId,
        studioId,
        trainerId: id<UserId>(),
        details: {
          title: "5 Errores Comunes al Empezar",
          description: "Calistenia para todos",
          type: "webinar",
          language: "es",
          slug: `errores-${eventId.slice(0, 8)}`,
          access: "free",
          price: null,
          companyRequired: false,
        },
        timeZone: "Europe/Madrid",
        dates: dates ?? [{ dateId: id<DateId>(), startsAtLocal, durationMinutes: 60 }],
        capacity,
        waitlist: true,
        registrationOpensAt: null,
        registrationClosesAt: null,
        automations: { confirmation: true, reminders, ...(sequence ? { sequence } : {}) },
      });
      await w.onEvent(eventId, { type: "PublishEvent" });
      return eventId;
    },
    async register(eventId, email, { language = "en", timeZone = "Europe/London", phone } = {}) {
      const registrationId = id<RegistrationId>();
      const personId = await vault.resolvePerson(studioId, email);
      await w.onEvent(eventId, {
        type: "Register",
        registrationId,
        personId,
        registrant: { email, firstName: "Ana", lastName: "López", ...(phone ? { phone } : {}) },
        language,
        timeZone,
        source: "direct",
        consents: { terms: true, privacy: true, marketing: false },
      });
      return { registrationId, personId };
    },
    onEvent: (eventId, command) => w.decide(virtualEvent, `event-${eventId}`, command),
    work(more = {}) {
      const reacting = more.reactors ?? options.reactors ?? allReactors;
      for (const { name } of reacting) names.add(name);
      const { folds, role } = createReactors({
        reactors: reacting,
        db: pool,
        handle: createHandle({ store, codec, clock: now }),
        channels,
        issuers,
        watch,
        clock,
        random: () => 1,
        report: (problem) => problems.push(problem),
        ...options,
        ...more,
      });
      const worker = startWorker({
        connection,
        store,
        decode: (events) => codec.decodePage(events),
        folds,
        roles: [role],
        log: (problem) => problems.push(problem),
      });
      workers.push(worker);
      return worker;
    },
    deliver(more = {}) {
      const worker = new DeliveryWorker({
        db: pool,
        handle: createHandle({ store, codec, clock: now }),
        channels,
        clock,
        random: () => 1,
        report: (problem) => problems.push(problem),
        ...more,
      });
      for (const name of names) worker.watch(name);
      worker.start();
      deliverers.push(worker);
      return worker;
    },
    async settled() {
      const until = performance.now() + 60_000;
      for (let quiet = 0; quiet < 2;) {
        const head = await store.head();
        const busy = await isBusy(head) || await store.head() !== head;
        quiet = busy ? 0 : quiet + 1;
        if (performance.now() > until) {
          throw new Error(`never settles: ${problems.map(({ error }) => error).join("; ")}`);
        }
        await new Promise((resolve) => setTimeout(resolve, busy ? 20 : 5));
      }
    },
    async facts(type) {
      const events: RecordedEvent[] = [];
      for await (const event of store.readAll({ after: 0n, ...(type ? { filter: { types: [type] } } : {}) })) {
        events.push(event);
      }
      return events;
    },
    async query(text, values = []) {
      return (await pool.query({ text, values })).rows;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...workers, ...deliverers].map((worker) => worker.stop()));
      await watch.close();
      await store.close();
      await vault.close();
      await pool.end();
    },
  };

  await w.decide(installation, "installation", { type: "StartInstallation", vaultId: vault.id, demo: false });
  await startReactors(handle, options.reactors ?? allReactors, clock);
  await w.decide(studioDecider, `studio-${studioId}`, {
    type: "OpenStudio",
    studioId,
    name: "Estudio Núñez",
    address: "nunez",
    language: "es",
    timeZone: "Europe/Madrid",
    currency: "EUR",
    owner: {
      userId: id<UserId>(),
      personId: await vault.resolvePerson(studioId, "owner@example.com"),
      name: "Núñez",
      email: "owner@example.com",
    },
  });
  return w;
}
