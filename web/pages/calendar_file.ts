import { type CalendarEntry, uidOf } from "../../calendar/entry.ts";
import { icsContentType, icsFile } from "../../calendar/ics.ts";
import type { EventDate } from "../../domain/virtual_event/events.ts";
import type { Application } from "../application.ts";
import { summary } from "./structured_data.ts";

/** An event as its calendar entries need it. */
export interface CalendarEvent {
  title: string;
  description: string;
  timeZone: string;
  dates: readonly EventDate[];
  /** `calendarSequence`. */
  sequence: number;
  /** Full address of where to join or read more. */
  url: string;
  cancelled: boolean;
}

/** Host part of calendar UIDs: the same in files, feeds and mails, whatever the port. */
function hostOf({ config }: Pick<Application, "config">): string {
  return config.baseUrl ? new URL(config.baseUrl).hostname : "localhost";
}

/** The entries of an event's dates. */
function entriesOf(app: Pick<Application, "config">, event: CalendarEvent): CalendarEntry[] {
  return event.dates.map((date) => ({
    uid: uidOf(date.dateId, hostOf(app)),
    sequence: event.sequence,
    title: event.title,
    description: summary(event.description),
    url: event.url,
    startsAt: date.startsAt,
    durationMinutes: date.durationMinutes,
    timeZone: event.timeZone,
    cancelled: event.cancelled,
  }));
}

/** Answers with a calendar: a file to download when it has a `filename`, else a feed that calendars follow by its `name`. */
export function calendarResponse(
  app: Pick<Application, "config" | "commands">,
  { studio, events, filename, name }: {
    studio: string;
    events: readonly CalendarEvent[];
    filename?: string;
    name?: string;
  },
): Response {
  const file = icsFile({
    method: "publish",
    at: app.commands.now(),
    organizer: { name: studio, email: app.config.smtp?.from ?? "events@localhost" },
    alarmMinutes: 15,
    entries: events.flatMap((event) => entriesOf(app, event)),
    name,
  });
  const headers = new Headers({ "Content-Type": icsContentType("publish") });
  if (filename) headers.set("Content-Disposition", `attachment; filename="${filename}.ics"`);
  return new Response(file, { headers });
}
