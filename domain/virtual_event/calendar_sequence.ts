/** Facts about an event that calendars have to take over: its texts, its dates, its end. */
const moving: ReadonlySet<string> = new Set(["EventDetailsChanged", "EventRescheduled", "EventCancelled"]);

/**
 * The SEQUENCE (RFC 5545) of an event's calendar entries after a fact; 0 when it was created. The one definition for mails,
 * files and feeds: a calendar that has the newest of one of them is not set back by an older other.
 */
export function sequenceAfter(sequence: number, { type }: { type: string }): number {
  return moving.has(type) ? sequence + 1 : sequence;
}
