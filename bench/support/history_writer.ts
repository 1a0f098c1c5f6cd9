import { createEvent } from "../../commands/create_event.ts";
import type { Caller, CommandDeps } from "../../commands/deps.ts";
import { issueApiKey } from "../../commands/issue_api_key.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { publishEvent } from "../../commands/publish_event.ts";
import { openCore } from "../../composition/core.ts";
import { openStores, type Stores } from "../../composition/stores.ts";
import { type Config, readConfig } from "../../config.ts";
import type { PersonId, UserId } from "../../domain/ids.ts";
import { StoreUnavailable } from "../../event_store/port.ts";
import { createHandle } from "../../event_store/handle.ts";
import { reactors } from "../../reactors/all.ts";
import { systemClock } from "../../reactors/runtime/clock.ts";
import { startReactors } from "../../reactors/runtime/role.ts";
import { createAuth } from "../../web/identity/auth.ts";
import { cancellation, type Draft, registration, type Seen } from "./registration_facts.ts";

/** Writes a studio's past: events by real commands, registrations as facts. */
export interface HistoryWriter {
  /** API key of the studio's owner. */
  key: string;
  /** Of the owner's session, for the dashboard. */
  cookie: string;
  /** Where the studio's events are, `/s/{address}`. */
  path: string;
  /** Sets the clock that commands are decided by, in milliseconds. */
  at(clock: number): void;
  /** An event that starts `ahead` milliseconds from the clock, published. */
  published(title: string, ahead: number): Promise<Seen>;
  /** Knows `count` people from now on. */
  meet(count: number): Promise<void>;
  /** Registers `count` people a second apart; `first` have come before. `whom` says which of those it has met. */
  fill(event: Seen, filling: Filling): Promise<void>;
  /** Position of the last domain event. */
  written(): Promise<number>;
  close(): Promise<void>;
}

export interface Filling {
  count: number;
  first?: number;
  whom(k: number): number;
  /** Every fiftieth cancels again. */
  someCancel?: boolean;
  /** Their confirmations, attempted and sent, too. */
  mails?: boolean;
}

const TRIES = 5;
const address = "historia";
const owner = crypto.randomUUID() as UserId;
const account = { email: "owner@demo.example", password: "benchmarks run on and on", name: "Clío" };

/** On a busy machine a store is silent for a while: what is repeated under one id is done once. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || tries === TRIES) throw error;
    }
  }
}

/**
 * Opens the stores that these variables name, or those given, and a studio with an owner in them; reactors act on all of it if
 * they came first.
 */
export async function openHistory(
  env: Record<string, string>,
  begun: number,
  { open = openStores, reactorsFirst = false }: {
    open?: (config: Config) => Promise<Stores>;
    reactorsFirst?: boolean;
  } = {},
): Promise<HistoryWriter> {
  const config = readConfig(env);
  const core = await openCore(config, await open(config));
  const { log, codec, vault } = core;
  let clock = begun;
  const handle = createHandle({ store: log, codec, clock: () => new Date(clock) });
  const deps: CommandDeps = { ...core.commands, handle, now: () => new Date(clock).toISOString() };
  if (reactorsFirst) await startReactors(handle, reactors, { ...systemClock, now: () => new Date(clock) });
  const studioId = newStudioId(owner);
  const caller = (commandId: string = crypto.randomUUID()): Caller => ({
    actor: `user:${owner}`,
    studioId,
    userId: owner,
    role: "owner",
    commandId,
    correlationId: commandId,
  });
  await openStudio(deps, caller(owner), {
    name: "Historia",
    address,
    language: "es",
    timeZone: "Europe/Madrid",
    currency: "EUR",
    owner: { userId: owner, name: account.name, email: account.email },
  });
  const { key } = await issueApiKey(deps, caller(), { name: "bench", scopes: ["read", "write", "personal"] });
  const auth = createAuth({ vault, baseUrl: "http://localhost" });
  await auth.migrate();
  await auth.createUser({ ...account, id: owner });
  const { cookies } = await auth.signIn({ ...account, address: "bench", userAgent: "bench" });
  const people: PersonId[] = [];

  async function append(stream: string, drafts: readonly Draft[], expected: number | "no_stream") {
    const checked = drafts.map(({ event, ...rest }) => ({ ...rest, event: codec.check(event) }));
    const encoded = await codec.encode(checked);
    // the same bytes at the same revision: an append whose answer was lost is answered alike
    return await patiently(() => log.append(stream, encoded, expected));
  }

  return {
    key,
    cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; "),
    path: `/s/${address}`,
    at: (moment) => void (clock = moment),
    async published(title, ahead) {
      const startsAt = Temporal.Instant.fromEpochMilliseconds(clock + ahead).toZonedDateTimeISO("Europe/Madrid");
      const [creating, publishing] = [caller(), caller()];
      const { eventId, slug } = await patiently(() =>
        createEvent(deps, creating, {
          title,
          description: "Una hora práctica para entrenar más y lesionarte menos.",
          type: "webinar",
          language: "es",
          access: "free",
          price: null,
          companyRequired: false,
          timeZone: "Europe/Madrid",
          dates: [{ startsAtLocal: startsAt.toString().slice(0, 16), durationMinutes: 60 }],
          capacity: null,
          waitlist: true,
          registrationOpensAt: null,
          registrationClosesAt: null,
        })
      );
      await patiently(() => publishEvent(deps, publishing, eventId));
      const { revision } = await patiently(async () =>
        (await log.read(`event-${eventId}`, { direction: "backwards", limit: 1 })[Symbol.asyncIterator]().next()).value!
      );
      return { eventId, slug, revision: revision as number };
    },
    async meet(count) {
      while (people.length < count) {
        const next = Array.from({ length: Math.min(2_000, count - people.length) }, (_, i) => people.length + i);
        people.push(...await Promise.all(next.map((n) => vault.resolvePerson(studioId, `person.${n}@example.org`))));
      }
    },
    async fill(event, { count, first = 0, whom, someCancel, mails }) {
      const own: Draft[] = [];
      const sent: { stream: string; drafts: Draft[] }[] = [];
      for (let k = 0; k < count; k++) {
        const n = whom(k);
        const at = new Date(clock + 1_000 * (first + k)).toISOString();
        const facts = registration({ event, person: people[n]!, n, studioId, at });
        own.push(...facts.own);
        if (mails) sent.push(facts.mail);
        if (someCancel && k % 50 === 7) own.push(cancellation(facts.own[1]!, at));
      }
      // each person's facts are a kilobyte: three hundred stay well below the limit of an append
      for (let from = 0; from < own.length; from += 400) {
        const { revision } = await append(`event-${event.eventId}`, own.slice(from, from + 400), event.revision);
        event.revision = revision;
      }
      await Promise.all(sent.map(({ stream, drafts }) => append(stream, drafts, "no_stream")));
    },
    written: async () => Number(await log.head()),
    close: () => core.close(),
  };
}
