import type { FactOf } from "../domain/catalogue.ts";
import type { StudioSettings } from "../domain/studio/settings.ts";
import { usualSettings } from "../domain/studio/settings.ts";
import { usualSequence } from "../domain/virtual_event/design.ts";
import { int, json, nullable, type RowOf, table, text, timestamptz, uuid } from "../projections/runtime/definition.ts";
import { elapsed, heldByHand, holdTables, type Sending } from "./holds.ts";
import { after, type EventRow, eventTables, withEventTables } from "./mails/tables.ts";
import { isoOf, momentBefore, nextHour } from "./moments.ts";
import { type Own, reactor, type Timer } from "./runtime/definition.ts";
import { deliver, type Plan, skip, withdraw } from "./runtime/plan.ts";

const tables = {
  ...eventTables,
  ...holdTables,
  speakers: table({
    key: "id",
    columns: {
      /** `<eventId>:<speakerId>`. */
      id: text(),
      event_id: uuid(),
      speaker_id: uuid(),
      person_id: uuid(),
      /** Of the newest `SpeakerNamed` in the event's stream: address and name stand there, encrypted. */
      named: int(),
    },
    indexes: [["event_id"]],
  }),
  members: table({
    key: "id",
    columns: { id: text(), person_id: uuid(), joined: int() },
  }),
  managers: table({
    key: "studio_id",
    columns: {
      studio_id: uuid(),
      wants: json<StudioSettings["programmeManager"]>(),
      /** Since when there are registrations that the next digest tells of; null: there are none. */
      digest_from: nullable(timestamptz()),
    },
  }),
} as const;

type OwnRows = Own<typeof tables>;
type Speaker = RowOf<typeof tables["speakers"]["columns"]>;

/** Hour of the studio's day at which the digest of new registrations goes out. */
const DIGEST_HOUR = 8;
const NOTICE = "PT24H";
/** Hours after the end of an event at which its report goes out: by then somebody has noted who came. */
const REPORT_AFTER = 24;

const sending: Sending<typeof tables> = {
  send: (timer, own, at) =>
    String(timer.data.kind) === "speaker_alert"
      ? speakersOf(timer, own).map((speaker) => alert(speaker, timer, at))
      : toManager(timer, own, at),
  skipped: (timer, own, reason) =>
    String(timer.data.kind) === "speaker_alert"
      ? speakersOf(timer, own).map((speaker) => skip({ ...aboutSpeaker(speaker, timer), reason }))
      : managerOf(own, String(timer.data.studioId)).map((manager) => skip({ ...aboutManager(manager, timer), reason })),
};

/** Tells those who hold events what they need to know: speakers before a date, the programme manager all along. */
export const organizers = reactor({
  name: "organizers",
  version: 2,
  about: "Mails to speakers before each date, and to the programme manager: summary, notices, digest, report.",
  tables,
  on: withEventTables(after<typeof tables>(heldByHand(sending), {
    StudioOpened: ({ data: { studioId } }, own) =>
      void own.managers.insert({ studio_id: studioId, wants: usualSettings.programmeManager, digest_from: null }),
    StudioSettingsChanged: ({ data: { studioId, changes: { programmeManager, timeZone } }, meta }, own) => {
      if (programmeManager) own.managers.update(studioId, { wants: programmeManager });
      if (!programmeManager && timeZone === undefined) return;
      for (const { event_id } of own.events.where({ studio_id: studioId })) plan(event_id, own, meta.occurredAt);
    },
    MemberJoined: ({ data: { studioId, userId, personId }, revision }, own) =>
      void own.members.insert({ id: `${studioId}:${userId}`, person_id: personId, joined: revision }),
    MemberRemoved: ({ data: { studioId, userId } }, own) => own.members.delete(`${studioId}:${userId}`),
    SpeakerNamed: ({ data: { eventId, speakerId, personId }, revision, meta }, own) => {
      own.speakers.insert({
        id: `${eventId}:${speakerId}`,
        event_id: eventId,
        speaker_id: speakerId,
        person_id: personId,
        named: revision,
      });
      plan(eventId, own, meta.occurredAt);
    },
    SpeakerRemoved: ({ data: { eventId, speakerId } }, own) => {
      own.speakers.delete(`${eventId}:${speakerId}`);
      return own.timers.of(eventId).filter(({ data }) => data.kind === "speaker_alert")
        .map((timer) => withdraw({ key: alertKey(speakerId, timer), reason: "speaker_removed" }));
    },
    EventPublished: ({ data, meta }, own) => plan(data.eventId, own, meta.occurredAt),
    AutomationsConfigured: ({ data, meta }, own) => plan(data.eventId, own, meta.occurredAt),
    EventRescheduled: ({ data: { eventId }, meta }, own) => {
      plan(eventId, own, meta.occurredAt);
      return withdraw({ eventId, reason: "rescheduled" });
    },
    EventUnpublished: ({ data: { eventId } }, own) => own.timers.remove(eventId),
    EventCancelled: ({ data: { eventId } }, own) => {
      own.timers.remove(eventId);
      return withdraw({ eventId, reason: "event_cancelled" });
    },
    RegistrationRequested: collect,
    TimerElapsed: (fact, own) => elapsed(fact, own, sending),
  })),
});

/** What nobody waits for is no moment: no speakers, no manager, nothing wanted. What was planned for the past is not either. */
function plan(eventId: string, own: OwnRows, at: string): void {
  const event = own.events.get(eventId);
  if (event?.lifecycle !== "published") return;
  const { sequence = usualSequence } = event.automations;
  const zone = own.studios.get(event.studio_id)?.time_zone ?? event.time_zone;
  const wants = own.managers.get(event.studio_id)?.wants;
  const offsets = {
    speaker_alert: own.speakers.where({ event_id: eventId }).length > 0 ? sequence.speakerAlert : null,
    summary: wants?.userId ? sequence.summary : null,
    date_notice: wants?.userId && wants.reminders ? NOTICE : null,
  };
  const known = new Set(own.timers.of(eventId).map(({ key }) => key));
  const timers = [
    ...event.dates.flatMap(({ dateId, startsAt }) =>
      Object.entries(offsets).flatMap(([kind, offset]): Timer[] =>
        offset === null ? [] : [{
          key: `${eventId}:${kind}:${dateId}:${startsAt}`,
          due: momentBefore(startsAt, { offset, zone }),
          data: { studioId: event.studio_id, eventId, kind, message: `${kind}:${dateId}`, dateId, startsAt },
        }]
      )
    ),
    ...(wants?.userId && wants.reports ? [reportTimer(event)] : []),
  ];
  own.timers.replace(eventId, timers.filter(({ key, data }) => known.has(key) || String(data.startsAt) > at));
}

function reportTimer({ event_id: eventId, studio_id: studioId, dates }: EventRow): Timer {
  const ends = dates.map((date) => Date.parse(date.startsAt) + date.durationMinutes * 60_000);
  const end = Temporal.Instant.fromEpochMilliseconds(Math.max(...ends));
  return {
    key: `${eventId}:event_report:${isoOf(end)}`,
    due: isoOf(end.add({ hours: REPORT_AFTER })),
    data: { studioId, eventId, kind: "event_report", message: "event_report", startsAt: isoOf(end) },
  };
}

/** The first registration since the last digest sets the moment of the next. */
function collect({ data: { eventId }, meta }: FactOf<"RegistrationRequested">, own: OwnRows): void {
  const event = own.events.get(eventId);
  const manager = event && own.managers.get(event.studio_id);
  if (!manager?.wants.newRegistrations || manager.digest_from !== null) return;
  const { studio_id: studioId } = manager;
  const due = nextHour(meta.occurredAt, DIGEST_HOUR, own.studios.get(studioId)?.time_zone ?? event!.time_zone);
  own.managers.update(studioId, { digest_from: meta.occurredAt });
  own.timers.replace(`digest:${studioId}`, [{
    key: `${studioId}:digest:${due}`,
    due,
    data: { studioId, kind: "registration_digest", message: "digest", startsAt: due, from: meta.occurredAt },
  }]);
}

function speakersOf({ data: { eventId } }: Timer, own: OwnRows): Speaker[] {
  return own.speakers.where({ event_id: String(eventId) });
}

const alertKey = (speakerId: string, { data: { dateId, startsAt } }: Timer) =>
  `speaker_alert:${speakerId}:${dateId}:${startsAt}`;

function aboutSpeaker(speaker: Speaker, timer: Timer) {
  return {
    key: alertKey(speaker.speaker_id, timer),
    channel: "mail",
    studioId: String(timer.data.studioId),
    personId: speaker.person_id,
    eventId: speaker.event_id,
  } as const;
}

function alert(speaker: Speaker, timer: Timer, at: string): Plan {
  const about = aboutSpeaker(speaker, timer);
  const { dateId, startsAt } = timer.data;
  if (at >= String(startsAt)) return skip({ ...about, reason: "event_started" });
  return deliver({
    ...about,
    notAfter: String(startsAt),
    contact: { stream: `event-${speaker.event_id}`, revision: speaker.named },
    mail: { kind: "speaker_alert", dateId, startsAt },
  });
}

interface Manager {
  studioId: string;
  userId: string;
  personId: string;
  joined: number;
  wants: StudioSettings["programmeManager"];
}

/** The programme manager, where there is one who still belongs to the studio. */
function managerOf(own: OwnRows, studioId: string): Manager[] {
  const wants = own.managers.get(studioId)?.wants;
  const member = wants?.userId && own.members.get(`${studioId}:${wants.userId}`);
  if (!wants?.userId || !member) return [];
  return [{ studioId, userId: wants.userId, personId: member.person_id, joined: member.joined, wants }];
}

function aboutManager({ studioId, userId, personId }: Manager, { data }: Timer) {
  const { kind, dateId, startsAt, eventId } = data;
  const subject = [dateId ?? eventId ?? studioId, startsAt].join(":");
  return {
    key: `${kind}:${userId}:${subject}`,
    channel: "mail",
    studioId,
    personId,
    ...(eventId ? { eventId: String(eventId) } : {}),
  } as const;
}

function toManager(timer: Timer, own: OwnRows, at: string): Plan[] {
  const { kind, dateId, startsAt, studioId, from } = timer.data;
  if (kind === "registration_digest") {
    own.managers.update(String(studioId), { digest_from: null });
    own.timers.remove(`digest:${studioId}`);
  }
  return managerOf(own, String(studioId)).filter(({ wants }) => isWanted(String(kind), wants)).map((manager) => {
    const about = aboutManager(manager, timer);
    const before = kind === "summary" || kind === "date_notice";
    if (before && at >= String(startsAt)) return skip({ ...about, reason: "event_started" });
    return deliver({
      ...about,
      ...(before ? { notAfter: String(startsAt) } : {}),
      contact: { stream: `studio-${manager.studioId}`, revision: manager.joined },
      mail: { kind: String(kind), ...(dateId ? { dateId } : {}), startsAt, ...(from ? { from, until: at } : {}) },
    });
  });
}

function isWanted(kind: string, wants: Manager["wants"]): boolean {
  switch (kind) {
    case "registration_digest":
      return wants.newRegistrations;
    case "date_notice":
      return wants.reminders;
    case "event_report":
      return wants.reports;
    default:
      return true;
  }
}
