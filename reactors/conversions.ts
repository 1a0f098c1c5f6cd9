import type { FactOf } from "../domain/catalogue.ts";
import { purposeOf, type Trigger } from "../domain/tracking/triggers.ts";
import {
  type ConversionTables,
  conversionTables,
  type PixelRow,
  type Source,
  sourceKey,
} from "./conversions/tables.ts";
import { keepOwners, tellOwners } from "./owners.ts";
import { type Own, type Reactions, reactor } from "./runtime/definition.ts";
import { deliver, type Plan, skip, withdraw } from "./runtime/plan.ts";

type Mine = Own<ConversionTables>;

/** Tells the platforms that a studio has connected what happened, as far as people have allowed it. */
export const conversions = reactor({
  name: "conversions",
  version: 2,
  about: "Calls that tell advertising platforms of visits, registrations and purchases, with consent.",
  tables: conversionTables,
  on: {
    ...keepOwners as Reactions<ConversionTables>,
    EventCreated: ({ data: { eventId, studioId, title, slug } }, own) => {
      own.events.insert({ event_id: eventId, studio_id: studioId, title, slug });
    },
    EventDetailsChanged: ({ data: { eventId, changes: { title, slug } } }, own) => {
      own.events.update(eventId, { ...(title ? { title } : {}), ...(slug ? { slug } : {}) });
    },

    ConsentChosen: ({ data: { consentId, ads, statistics }, meta }, own) => {
      const purposes = [...(ads ? [] : ["ads"]), ...(statistics ? [] : ["statistics"])];
      refused(own, consentId, purposes, meta.occurredAt);
    },
    ConsentWithdrawn: ({ data: { subjectId, purposes }, meta }, own) => {
      refused(own, subjectId, purposes, meta.occurredAt);
    },

    TrackingConfigured: ({ data }, own) => {
      const { trackingId, studioId, platform, pixelId, settings, mapping } = data;
      own.pixels.insert({
        tracking_id: trackingId,
        studio_id: studioId,
        platform,
        pixel_id: pixelId,
        settings,
        mapping,
        paused: null,
        removed: false,
        retest: null,
      });
    },
    TrackedEventsChanged: ({ data: { trackingId, mapping } }, own) => {
      own.pixels.update(trackingId, { mapping });
    },
    TrackingSettingsChanged: ({ data: { trackingId, settings } }, own) => {
      own.pixels.update(trackingId, { settings });
    },
    TrackingPaused: ({ id, data: { trackingId, studioId, reason } }, own) => {
      const retest = reason === "platform_silent" ? `connection:${trackingId}:${id}` : null;
      own.pixels.update(trackingId, { paused: reason, retest });
      if (reason === "token_refused") {
        return tellOwners(own, studioId, { id: trackingId, pause: id }, { kind: "pixel_paused", trackingId });
      }
      if (retest === null) return;
      return deliver({ key: retest, channel: "conversions", studioId, mail: { kind: "connection_test", trackingId } });
    },
    TrackingResumed: ({ data: { trackingId } }, own) => settle(own, trackingId, { paused: null }),
    TokenRotated: ({ data: { trackingId } }, own) => settle(own, trackingId, {}),
    TrackingRemoved: ({ data: { trackingId } }, own) => settle(own, trackingId, { removed: true }),
    TestEventRequested: ({ data: { trackingId, studioId, testId, at } }) =>
      deliver({
        key: `test:${trackingId}:${testId}`,
        channel: "conversions",
        urgent: true,
        studioId,
        mail: { kind: "test_event", trackingId, testId, at },
      }),
    BackfillRequested: backfill,

    VisitTracked: ({ data, stream, revision, meta }, own) => {
      const { visitId, studioId, personId, eventId, consent: { consentId, ads, statistics } } = data;
      if (consentId) own.browsers.insert({ consent_id: consentId, studio_id: studioId, person_id: personId });
      const about = { sourceId: visitId, studioId, eventId, personId, registrationId: null, at: meta.occurredAt };
      const source = { ...about, stream, revision, tracked: null, consentId, ads, statistics };
      return [
        ...happened(own, { ...source, trigger: "page_viewed" }),
        ...(eventId ? happened(own, { ...source, trigger: "event_viewed" }) : []),
      ];
    },
    ConversionReported: ({ id, data, stream, revision }, own) => {
      const { what: trigger, studioId, personId, eventId, happenedAt: at, consent } = data;
      const { consentId, ads, statistics } = consent;
      const about = { sourceId: id, trigger, studioId, eventId, personId, registrationId: null, at };
      return happened(own, { ...about, stream, revision, tracked: null, consentId, ads, statistics });
    },
    RegistrationRequested: ({ id, data, revision, meta }, own) => {
      own.seats.insert({
        registration_id: data.registrationId,
        event_id: data.eventId,
        person_id: data.personId,
        requested_id: id,
        requested: revision,
        requested_at: meta.occurredAt,
        tracked: null,
        consent_id: null,
        ads: false,
        statistics: false,
        told: [],
      });
    },
    RegistrationTracked: ({ data: { registrationId, consent }, revision }, own) => {
      const { consentId, ads, statistics } = consent;
      own.seats.update(registrationId, { tracked: revision, consent_id: consentId, ads, statistics });
    },
    // what came of a request stands after the browser's part of it
    RegistrationPending: (fact, own) => registered(fact, own),
    RegistrationWaitlisted: (fact, own) => registered(fact, own),
    RegistrationConfirmed: (fact, own) => [...registered(fact, own), ...once(fact, "confirmed", own)],
    AttendanceMarked: (fact, own) => fact.data.attendance === "attended" ? once(fact, "attended", own) : [],

    // whoever is forgotten is forgotten as the browsers that they came with, too
    PersonErased: ({ data: { personId } }, own) =>
      own.seats.where({ person_id: personId }).flatMap(({ consent_id }) => {
        const browser = consent_id && own.browsers.get(consent_id);
        if (!browser) return [];
        const { studio_id: studioId, person_id } = browser;
        const about = { studioId, personId: person_id, mail: { kind: "destroy_keys" } };
        return [deliver({ key: `browser:${person_id}`, channel: "vault", ...about })];
      }),

    DeliverySkipped: ({ data: { reactor, key, reason } }, own) => {
      if (reactor !== "conversions" || reason !== "paused") return;
      const [kind, trackingId, sourceId, trigger] = key.split(":");
      if (kind !== "conversion") return;
      own.held.insert({ key, tracking_id: trackingId!, source: `${sourceId}:${trigger}` });
    },
  },
});

/** A no of now ends what was allowed before. */
function refused(own: Mine, subjectId: string, purposes: readonly string[], at: string): void {
  if (purposes.length === 0) return;
  const known = own.refusals.get(subjectId) ?? { subject_id: subjectId, ads_at: null, statistics_at: null };
  own.refusals.insert({
    ...known,
    ads_at: purposes.includes("ads") ? at : known.ads_at,
    statistics_at: purposes.includes("statistics") ? at : known.statistics_at,
  });
}

/** A pixel is tested no more by itself. */
function settle(own: Mine, trackingId: string, change: Partial<PixelRow>): Plan[] {
  const retest = own.pixels.get(trackingId)?.retest;
  own.pixels.update(trackingId, { ...change, retest: null });
  return retest ? [withdraw({ key: retest, reason: "superseded" })] : [];
}

type AboutSeat = FactOf<
  "RegistrationPending" | "RegistrationWaitlisted" | "RegistrationConfirmed" | "AttendanceMarked"
>;

/** The request itself, told with what came of it. */
function registered(fact: AboutSeat, own: Mine): Plan[] {
  const seat = own.seats.get(fact.data.registrationId);
  return seat ? once(fact, "registered", own, { sourceId: seat.requested_id, at: seat.requested_at }) : [];
}

/** Once in a registration's life. */
function once(
  { id, data: { registrationId }, stream, meta }: AboutSeat,
  trigger: Trigger,
  own: Mine,
  of: { sourceId: string; at: string } = { sourceId: id, at: meta.occurredAt },
): Plan[] {
  const seat = own.seats.get(registrationId);
  const event = seat && own.events.get(seat.event_id);
  if (!event || seat.told.includes(trigger)) return [];
  own.seats.update(registrationId, { told: [...seat.told, trigger] });
  return happened(own, {
    ...of,
    trigger,
    studioId: event.studio_id,
    eventId: event.event_id,
    personId: seat.person_id,
    registrationId,
    stream,
    revision: seat.requested,
    tracked: seat.tracked,
    consentId: seat.consent_id,
    ads: seat.ads,
    statistics: seat.statistics,
  });
}

function happened(own: Mine, source: Source): Plan[] {
  if (source.ads || source.statistics) {
    const key = sourceKey(source);
    own.sources.insert({ key, studio_id: source.studioId, day: source.at.slice(0, 10), source });
  }
  return own.pixels.where({ studio_id: source.studioId }).flatMap((pixel) => planned(pixel, source));
}

/** Frozen: another key for the same moment would count it twice. */
function keyOf({ tracking_id }: PixelRow, source: Source, name: string): string {
  return `conversion:${tracking_id}:${sourceKey(source)}:${name}`;
}

function planned(pixel: PixelRow, source: Source, again = ""): Plan[] {
  const name = pixel.mapping[source.trigger];
  if (!name || pixel.removed) return [];
  const { studioId, personId, eventId, registrationId, sourceId, trigger, at, tracked, consentId } = source;
  const key = keyOf(pixel, source, name) + again;
  const about = {
    key,
    channel: "conversions",
    studioId,
    personId,
    ...(eventId ? { eventId } : {}),
    ...(registrationId ? { registrationId } : {}),
  } as const;
  if (!source[purposeOf(pixel.platform)]) return [skip({ ...about, reason: "no_consent" })];
  if (pixel.paused !== null) return [skip({ ...about, reason: "paused" })];
  const { stream, revision, ads, statistics } = source;
  return [deliver({
    ...about,
    contact: { stream, revision },
    mail: {
      kind: "conversion",
      trackingId: pixel.tracking_id,
      name,
      sourceId,
      trigger,
      at,
      tracked,
      consentId,
      ads,
      statistics,
    },
  })];
}

const DAY = 86_400_000;

/** What happened since then, as if the pixel had been there; what came while it was paused gets another turn. */
function backfill({ data: { trackingId, since, backfillId }, meta }: FactOf<"BackfillRequested">, own: Mine): Plan[] {
  const pixel = own.pixels.get(trackingId);
  if (!pixel) return [];
  const held = new Map(own.held.where({ tracking_id: trackingId }).map((row) => [row.source, row.key]));
  const plans: Plan[] = [];
  for (let day = Date.parse(since); day < Date.parse(meta.occurredAt) + DAY; day += DAY) {
    const rows = own.sources.where({ studio_id: pixel.studio_id, day: new Date(day).toISOString().slice(0, 10) });
    for (const { key, source } of rows) {
      if (source.at < since || source.at > meta.occurredAt || !source[purposeOf(pixel.platform)]) continue;
      const skipped = held.get(key);
      if (skipped) own.held.delete(skipped);
      plans.push(...planned(pixel, source, skipped ? `:${backfillId}` : ""));
    }
  }
  return plans;
}
