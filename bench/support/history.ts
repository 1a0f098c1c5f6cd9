import { createEvent } from "../../commands/create_event.ts";
import type { Caller, CommandDeps } from "../../commands/deps.ts";
import { issueApiKey } from "../../commands/issue_api_key.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { publishEvent } from "../../commands/publish_event.ts";
import { openCore } from "../../composition/core.ts";
import { openStores } from "../../composition/stores.ts";
import { readConfig } from "../../config.ts";
import type { PersonId, StudioId, UserId } from "../../domain/ids.ts";
import { createHandle } from "../../event_store/handle.ts";
import { cancellation, type Draft, registration, type Seen } from "./registration_facts.ts";

/** A history in a data directory, for the product to be started on. */
export interface Seeded {
  /** Domain events in the log. */
  events: number;
  /** API key of the studio's owner. */
  key: string;
  /** The event with the crowd, a month ahead: its id and the path of its page. */
  crowd: { id: string; path: string; registrations: number };
}

const DAY = 86_400_000;
/** How long the studio has existed. */
const AGE = 200 * DAY;
const PER_EVENT = 100;
const EVENTS_AT_ONCE = 20;
/** Each registration is asked for, confirmed, and its mail attempted and sent. */
const FACTS_EACH = 4;
const address = "historia";
const owner = crypto.randomUUID() as UserId;

/**
 * Writes about `events` domain events into an empty data directory: a studio with one event of 100,000 registrations (of a
 * tenth of all domain events, when those are fewer) among many of a hundred, with their mails, all of it before the reactors
 * begin, so that nobody is written to. Real commands open the studio and the events; their facts and the registrations' go
 * through the codec, with everybody's key in the vault.
 */
export async function seedHistory(dataDir: string, events: number): Promise<Seeded> {
  const config = readConfig({ DATA_DIR: dataDir });
  const core = await openCore(config, await openStores(config));
  const { log, codec, vault } = core;
  const begun = Date.now() - AGE;
  let clock = begun;
  const handle = createHandle({ store: log, codec, clock: () => new Date(clock) });
  const deps: CommandDeps = { ...core.commands, handle, now: () => new Date(clock).toISOString() };
  const studioId = newStudioId(owner);
  const crowdSize = Math.min(100_000, Math.floor(events / 10));
  const smaller = Math.ceil((events - FACTS_EACH * crowdSize) / (FACTS_EACH * PER_EVENT + 6));

  await openStudio(deps, caller(studioId, owner), {
    name: "Historia",
    address,
    language: "es",
    timeZone: "Europe/Madrid",
    currency: "EUR",
    owner: { userId: owner, name: "Clío", email: "owner@demo.example" },
  });
  const { key } = await issueApiKey(deps, caller(studioId), { name: "bench", scopes: ["read", "write", "personal"] });
  const people = await resolveAll(crowdSize);
  const crowd = await published("Webinar de todos", AGE + 30 * DAY);
  const crowdEach = Math.ceil(crowdSize / smaller);
  let asked = 0;
  for (let n = 0; n < smaller; n += EVENTS_AT_ONCE) {
    clock = Math.floor(begun + n / smaller * (AGE - 10 * DAY));
    const count = Math.min(EVENTS_AT_ONCE, smaller - n);
    const made = await Promise.all(Array.from({ length: count }, (_, i) => published(`Webinar ${n + i}`, 14 * DAY)));
    for (const [i, event] of made.entries()) {
      const from = (n + i) * 7_919 % people.length;
      await fill(event, PER_EVENT, 0, (k) => (from + k) % people.length);
      const more = Math.min(crowdEach, crowdSize - asked);
      const first = asked;
      if (more > 0) await fill(crowd, more, first, (k) => first + k);
      asked += more;
    }
  }
  const written = Number(await log.head());
  await core.close();
  const path = `/s/${address}/webinars/${crowd.slug}`;
  return { events: written, key, crowd: { id: crowd.eventId, path, registrations: crowdSize } };

  async function published(title: string, ahead: number) {
    const startsAt = Temporal.Instant.fromEpochMilliseconds(clock + ahead).toZonedDateTimeISO("Europe/Madrid");
    const { eventId, slug } = await createEvent(deps, caller(studioId), {
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
    });
    await publishEvent(deps, caller(studioId), eventId);
    const { revision } = (await log.read(`event-${eventId}`, { direction: "backwards", limit: 1 })
      [Symbol.asyncIterator]().next()).value!;
    return { eventId, slug, revision: revision as number };
  }

  /** Registers `count` people a second apart, `first` have come before, and sends them their mails; some cancel. */
  async function fill(event: Seen, count: number, first: number, whom: (k: number) => number): Promise<void> {
    const own: Draft[] = [];
    const mails: { stream: string; drafts: Draft[] }[] = [];
    for (let k = 0; k < count; k++) {
      const n = whom(k);
      const at = new Date(clock + 1_000 * (first + k)).toISOString();
      const facts = registration({ event, person: people[n]!, n, studioId, at });
      own.push(...facts.own);
      mails.push(facts.mail);
      if (count === PER_EVENT && k % 50 === 7) own.push(cancellation(facts.own[1]!, at));
    }
    // each person's facts are a kilobyte: three hundred stay well below the limit of an append
    for (let from = 0; from < own.length; from += 400) {
      const { revision } = await append(`event-${event.eventId}`, own.slice(from, from + 400), event.revision);
      event.revision = revision;
    }
    await Promise.all(mails.map(({ stream, drafts }) => append(stream, drafts, "no_stream")));
  }

  async function append(stream: string, drafts: readonly Draft[], expected: number | "no_stream") {
    const checked = drafts.map(({ event, ...rest }) => ({ ...rest, event: codec.check(event) }));
    return await log.append(stream, await codec.encode(checked), expected);
  }

  async function resolveAll(count: number): Promise<PersonId[]> {
    const ids: PersonId[] = [];
    while (ids.length < count) {
      const next = Array.from({ length: Math.min(2_000, count - ids.length) }, (_, i) => ids.length + i);
      ids.push(...await Promise.all(next.map((n) => vault.resolvePerson(studioId, `person.${n}@example.org`))));
    }
    return ids;
  }
}

function caller(studioId: StudioId, commandId: string = crypto.randomUUID()): Caller {
  return { actor: `user:${owner}`, studioId, userId: owner, role: "owner", commandId, correlationId: commandId };
}
