import { z } from "zod";
import { BrowserIdentifiers, ConsentSnapshot } from "../consent/snapshot.ts";
import { eventType, personal } from "../event_type.ts";
import { DateId, EventId, Instant, Language, PersonId, RegistrationId } from "../ids.ts";
import { Counted } from "./counted.ts";
import { Answers } from "./design.ts";

const who = { eventId: EventId, registrationId: RegistrationId, personId: PersonId };
const text = () => personal("personId", z.string().optional());

export const RegistrationPending = eventType("RegistrationPending", { ...who, reason: z.enum(["approval"]) });
export const RegistrationDeclined = eventType("RegistrationDeclined", {
  ...who,
  /** What the person reads; empty where nothing was said. */
  reason: z.string().max(500),
});
export const WaitlistSeatOffered = eventType("WaitlistSeatOffered", { ...who, expiresAt: Instant });
export const RegistrationExpired = eventType("RegistrationExpired", { ...who });
/** Somebody is invited to take over a place; it stays the first one's until they do. */
export const TransferOffered = eventType("TransferOffered", {
  eventId: EventId,
  registrationId: RegistrationId,
  /** Id that the registration will have, and whose personal link leads to the offer. */
  toRegistrationId: RegistrationId,
  toPersonId: PersonId,
  email: personal("toPersonId", z.string()),
  firstName: personal("toPersonId", z.string()),
  lastName: personal("toPersonId", z.string()),
  language: Language,
  expiresAt: Instant,
});
export const TransferWithdrawn = eventType("TransferWithdrawn", {
  eventId: EventId,
  registrationId: RegistrationId,
  toRegistrationId: RegistrationId,
});
/** The place is another person's, whose request stands before and whose confirmation follows in the same append. */
export const RegistrationTransferred = eventType("RegistrationTransferred", {
  ...who,
  toRegistrationId: RegistrationId,
  toPersonId: PersonId,
});
/** What somebody told of themselves is different; what is left out stays. An empty text takes it back. */
export const RegistrationDetailsChanged = eventType("RegistrationDetailsChanged", {
  ...who,
  firstName: text(),
  lastName: text(),
  phone: text(),
  company: text(),
  position: text(),
  website: text(),
  specialRequirements: text(),
  answers: personal("personId", Answers.optional()),
});
export const AttendanceMarked = eventType("AttendanceMarked", {
  ...who,
  /** Null: the event as a whole. */
  dateId: DateId.nullable(),
  attendance: z.enum(["unknown", "attended", "no_show"]),
});
export const RegistrationNoted = eventType("RegistrationNoted", {
  ...who,
  noteId: z.uuid(),
  text: personal("personId", z.string().max(2_000)),
});
export const RegistrationTagged = eventType("RegistrationTagged", {
  ...who,
  /** All of them from now on. */
  tags: z.array(z.string().min(1).max(50)).max(20),
});
/** The former link to the registration is worth nothing any more. */
export const LinkRenewed = eventType("LinkRenewed", { ...who, generation: z.int().min(2) });

/** What the browser that registered somebody had allowed, and how platforms find it again. In the same append. */
export const RegistrationTracked = eventType("RegistrationTracked", {
  ...who,
  consent: ConsentSnapshot,
  identifiers: personal("personId", BrowserIdentifiers),
});

/** By what somebody who registers is counted: chosen from lists, and nobody's own. In the same append as the request. */
export const RegistrantDescribed = eventType("RegistrantDescribed", {
  eventId: EventId,
  registrationId: RegistrationId,
  counted: Counted,
});

export const registrationEvents = [
  RegistrationPending,
  RegistrationDeclined,
  WaitlistSeatOffered,
  RegistrationExpired,
  TransferOffered,
  TransferWithdrawn,
  RegistrationTransferred,
  RegistrationDetailsChanged,
  AttendanceMarked,
  RegistrationNoted,
  RegistrationTagged,
  LinkRenewed,
  RegistrationTracked,
  RegistrantDescribed,
] as const;
