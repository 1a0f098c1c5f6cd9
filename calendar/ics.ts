import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from "ical-generator";
import { type CalendarEntry, endOf } from "./entry.ts";
import { vtimezone } from "./vtimezone.ts";

/** `publish` for files that people download and feeds; `request` and `cancel` for mails, which calendars act on. */
export type CalendarMethod = "publish" | "request" | "cancel";

export interface CalendarFile {
  method: CalendarMethod;
  entries: readonly CalendarEntry[];
  /** Who invites; calendars ask for one with `request` and `cancel`. */
  organizer: { name: string; email: string };
  /** Who is invited, with `request` and `cancel`. */
  attendee?: { name: string; email: string };
  /** When the file is made, ISO 8601 UTC. */
  at: string;
  /** Minutes before the start at which the calendar shows a note; none when left out. Never a mail: those are ours. */
  alarmMinutes?: number;
  /** What calendars that follow the file call it; they look for news every hour. */
  name?: string;
}

/** Content type of an .ics file, with the method that mail programs look for. */
export function icsContentType(method: CalendarMethod): string {
  return `text/calendar; charset=utf-8; method=${method.toUpperCase()}`;
}

/**
 * An .ics file with every entry in its own zone's wall clock, the zones described beside them (RFC 5545).
 * @throws {RangeError} for a zone that the runtime does not know
 */
export function icsFile(file: CalendarFile): string {
  const starts = file.entries.map((entry) => Temporal.Instant.from(entry.startsAt)).sort(Temporal.Instant.compare);
  const ends = file.entries.map((entry) => Temporal.Instant.from(endOf(entry))).sort(Temporal.Instant.compare);
  const calendar = ical({
    prodId: { company: "webinars", product: "events", language: "EN" },
    ...(file.name === undefined ? {} : { name: file.name, ttl: 3600 }),
    method: ICalCalendarMethod[file.method.toUpperCase() as "PUBLISH" | "REQUEST" | "CANCEL"],
    timezone: { name: null, generator: (zone) => vtimezone(zone, starts[0]!, ends.at(-1)!) },
  });
  for (const entry of file.entries) add(calendar, entry, file);
  return calendar.toString();
}

function add(calendar: ReturnType<typeof ical>, entry: CalendarEntry, file: CalendarFile): void {
  const zoned = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(entry.timeZone);
  const cancelled = file.method === "cancel" || entry.cancelled === true;
  const event = calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(file.at),
    start: zoned(entry.startsAt),
    end: zoned(endOf(entry)),
    timezone: entry.timeZone,
    summary: entry.title,
    description: entry.description,
    location: entry.url,
    url: entry.url,
    organizer: { name: file.organizer.name, email: file.organizer.email },
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (file.attendee) {
    event.createAttendee({
      name: file.attendee.name,
      email: file.attendee.email,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.ACCEPTED,
      rsvp: false,
    });
  }
  if (file.alarmMinutes !== undefined && !cancelled) {
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: file.alarmMinutes * 60, description: entry.title });
  }
}
