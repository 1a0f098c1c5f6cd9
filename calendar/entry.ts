/** One date of an event as it stands in somebody's calendar. */
export interface CalendarEntry {
  /** Stable for one date of one event, whatever changes about it: {@link uidOf}. */
  uid: string;
  /** Grows with every change that calendars have to take over. */
  sequence: number;
  title: string;
  /** Plain text. */
  description: string;
  /** Where to join or read more. */
  url: string;
  /** ISO 8601 UTC. */
  startsAt: string;
  durationMinutes: number;
  /** IANA zone of the event: the entry keeps its wall clock. */
  timeZone: string;
  /** It does not take place, or not for its reader: calendars strike it out. */
  cancelled?: boolean;
}

/** The UID of one date, the same in every file, feed and mail. `host` is the installation's own and must not change. */
export function uidOf(dateId: string, host: string): string {
  return `${dateId}@${host}`;
}

/** When an entry is over, ISO 8601 UTC. */
export function endOf({ startsAt, durationMinutes }: Pick<CalendarEntry, "startsAt" | "durationMinutes">): string {
  return new Date(Date.parse(startsAt) + durationMinutes * 60_000).toISOString();
}
