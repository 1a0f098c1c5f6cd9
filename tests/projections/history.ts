import { type AnyEvent, catalogue } from "../../domain/catalogue.ts";
import type { EventId, PersonId, RegistrationId, StudioId } from "../../domain/ids.ts";
import { type Codec, createCodec } from "../../event_store/codec.ts";
import type { EventStore } from "../../event_store/port.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { type Random, seeded } from "../support/random.ts";
import { MarketingHistory } from "./marketing_history.ts";

export const studio = "0197c3a0-0000-7000-8000-000000000001" as StudioId;
const START = Date.parse("2026-01-01T09:00:00.000Z");

/** A log in memory with the real codec, and a pen that writes plausible history into it. */
export interface History {
  log: EventStore;
  codec: Codec;
  /** Appends facts to a stream, in one append. */
  write(stream: string, events: readonly AnyEvent[]): Promise<void>;
  /** Destroys a person's key, as an erasure does after its fact. */
  destroyKey(personId: string): void;
  close(): Promise<void>;
}

/** Opens an empty history. */
export async function openHistory(): Promise<History> {
  const log = await openSqliteLog({ directory: ":memory:" });
  const keys = new Map<string, Uint8Array>();
  const destroyed = new Set<string>();
  const codec = createCodec({
    catalogue,
    keys: {
      // deno-lint-ignore require-await -- the port is asynchronous
      async keysOf(persons) {
        for (const person of persons) {
          if (!keys.has(person) && !destroyed.has(person)) keys.set(person, crypto.getRandomValues(new Uint8Array(32)));
        }
        return new Map(persons.filter((person) => keys.has(person)).map((person) => [person, keys.get(person)!]));
      },
    },
  });
  const revisions = new Map<string, number>();
  let written = 0;
  return {
    log,
    codec,
    async write(stream, events) {
      const checked = events.map((event) => codec.check(event));
      const drafts = checked.map((event) => ({
        id: crypto.randomUUID(),
        event,
        meta: {
          schemaVersion: event.version,
          actor: "system",
          studio,
          correlationId: crypto.randomUUID(),
          causationId: null,
          commandId: crypto.randomUUID(),
          command: "Test",
          occurredAt: new Date(START + 60_000 * written++).toISOString(),
        },
      }));
      const encoded = await codec.encode(drafts);
      const { revision } = await log.append(stream, encoded, revisions.get(stream) ?? "no_stream");
      revisions.set(stream, revision);
    },
    destroyKey(personId) {
      keys.delete(personId);
      destroyed.add(personId);
    },
    close: () => log.close(),
  };
}

interface Told {
  eventId: EventId;
  registrationId: RegistrationId;
  personId: PersonId;
  status: "confirmed" | "waitlisted" | "cancelled";
}

/**
 * Writes about `count` facts of events and registrations, erasures among them, the same for the same seed; with `marketing`
 * also of everything that stands beside them.
 */
export async function writeHistory(
  history: History,
  count: number,
  seed: number,
  { marketing = false }: { marketing?: boolean } = {},
): Promise<void> {
  const random = seeded(seed);
  const beside = marketing ? new MarketingHistory(history, random) : null;
  const events: EventId[] = [];
  const told: Told[] = [];
  const erased = new Set<string>();
  await history.write(`studio-${studio}`, [{
    type: "StudioOpened",
    data: {
      studioId: studio,
      name: "Calistenia",
      address: `calistenia-${seed}`,
      language: "es",
      timeZone: "Europe/Madrid",
      currency: "EUR",
    },
  }]);
  for (let written = 1; written < count;) {
    const dice = random.between(0, 100);
    const [eventId, one] = [pick(random, events), pick(random, told)];
    if (beside && random.chance(0.5)) {
      await beside.write(one, (personId) => erased.has(personId));
      written++;
      continue;
    }
    if (!eventId || dice < 4) {
      events.push(await createEvent(history, events.length));
      written += 2;
    } else if (dice < 70) {
      told.push(await register(history, random, eventId, told.length));
      written += 2;
    } else if (dice < 82 && one && one.status !== "cancelled") {
      const { eventId, registrationId, personId } = one;
      const promoted = told.find((other) =>
        other.eventId === eventId && other.status === "waitlisted" && other !== one
      );
      await history.write(`event-${eventId}`, [
        { type: "RegistrationCancelled", data: { eventId, registrationId, personId, by: "registrant" } },
        ...(one.status === "confirmed" && promoted
          ? [{
            type: "RegistrationConfirmed" as const,
            data: {
              eventId,
              registrationId: promoted.registrationId,
              personId: promoted.personId,
              from: "waitlist" as const,
            },
          }]
          : []),
      ]);
      if (one.status === "confirmed" && promoted) promoted.status = "confirmed";
      one.status = "cancelled";
      written += 2;
    } else if (dice < 88) {
      const title = `Renamed ${random.between(0, 1000)}`;
      await history.write(`event-${eventId}`, [{
        type: "EventDetailsChanged",
        data: { eventId, changes: { title, slug: `renamed-${random.between(0, 1000)}` } },
      }]);
      written++;
    } else if (dice < 94 && one) {
      const deliveryId = crypto.randomUUID() as never;
      await history.write(`delivery-${deliveryId}`, [
        {
          type: "DeliveryAttempted",
          data: {
            deliveryId,
            reactor: "confirmations",
            key: `confirmed:${one.registrationId}:1`,
            channel: "mail",
            attempt: 1,
            repeatsUnknown: false,
            leaseUntil: "2026-01-01T09:01:00.000Z",
          },
        },
        { type: "DeliverySucceeded", data: { deliveryId, attempt: 1, receipt: "250 ok" } },
      ]);
      written += 2;
    } else if (dice < 96 && one && !erased.has(one.personId)) {
      erased.add(one.personId);
      await history.write(`person-${one.personId}`, [
        { type: "PersonErased", data: { studioId: studio, personId: one.personId, reason: "requested" } },
      ]);
      history.destroyKey(one.personId);
      written++;
    } else {
      await history.write(`event-${eventId}`, [
        { type: "CapacityRaised", data: { eventId, capacity: random.between(50, 500), formerly: 10 } },
      ]);
      written++;
    }
  }
}

async function createEvent(history: History, number: number): Promise<EventId> {
  const eventId = crypto.randomUUID() as EventId;
  const day = String(1 + number % 28).padStart(2, "0");
  await history.write(`event-${eventId}`, [
    {
      type: "EventCreated",
      data: {
        eventId,
        studioId: studio,
        trainerId: crypto.randomUUID() as never,
        title: `Event ${number}`,
        description: "What it is about",
        type: "webinar",
        language: "es",
        slug: `event-${number}`,
        access: "free",
        price: null,
        companyRequired: false,
        timeZone: "Europe/Madrid",
        dates: [{
          dateId: crypto.randomUUID() as never,
          startsAtLocal: `2026-03-${day}T19:00`,
          startsAt: `2026-03-${day}T18:00:00.000Z`,
          durationMinutes: 60,
        }],
        capacity: 10,
        waitlist: true,
        registrationOpensAt: null,
        registrationClosesAt: null,
      },
    },
    { type: "EventPublished", data: { eventId } },
  ]);
  return eventId;
}

async function register(history: History, random: Random, eventId: EventId, number: number): Promise<Told> {
  const registrationId = crypto.randomUUID() as RegistrationId;
  const personId = crypto.randomUUID() as PersonId;
  const status = random.chance(0.8) ? "confirmed" as const : "waitlisted" as const;
  await history.write(`event-${eventId}`, [
    {
      type: "RegistrationRequested",
      data: {
        eventId,
        registrationId,
        personId,
        reference: `K7Q4-${number}`,
        email: `person${number}@example.org`,
        firstName: number % 7 ? "Ana" : 'Anaïs "A\\"',
        lastName: `Álvarez ${number}\0`,
        phone: null,
        company: null,
        position: null,
        website: null,
        specialRequirements: null,
        language: "es",
        timeZone: "Europe/Madrid",
        source: "direct",
        consents: { terms: true, privacy: true, marketing: number % 2 === 0 },
        medium: number % 3 ? null : "cpc",
        campaign: number % 5 ? null : "autumn",
      },
    },
    status === "confirmed"
      ? { type: "RegistrationConfirmed", data: { eventId, registrationId, personId, from: "request" } }
      : { type: "RegistrationWaitlisted", data: { eventId, registrationId, personId, position: 1 } },
  ]);
  return { eventId, registrationId, personId, status };
}

function pick<T>(random: Random, values: readonly T[]): T | undefined {
  return values[random.between(0, values.length - 1)];
}
