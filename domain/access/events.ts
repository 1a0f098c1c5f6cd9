import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { PersonId, StudioId } from "../ids.ts";

const look = {
  studioId: StudioId,
  /** One time somebody looked: names the stream. */
  lookId: z.uuid(),
};

/** Somebody asked to see personal data that is masked until it is asked for, and saw it. */
export const PersonalDataShown = eventType("PersonalDataShown", {
  ...look,
  /** What it was seen on, and which one: a domain event's id, an event's id, a stream's name. */
  page: z.enum(["fact", "registrations", "stream", "person"]),
  subject: z.string().max(200),
  /** Whose data was shown. */
  personIds: z.array(PersonId).max(500),
});
/** Personal data left the product as a file. */
export const PersonalDataExported = eventType("PersonalDataExported", {
  ...look,
  /** What was exported: `log`, `registrations`, … */
  what: z.string().max(50),
  /** The filter, as it stood in the page's address. */
  filter: z.string().max(2_000),
  format: z.string().max(10),
});

export const accessEvents = [PersonalDataShown, PersonalDataExported] as const;
export type AccessEvent = EventOf<typeof accessEvents[number]>;
