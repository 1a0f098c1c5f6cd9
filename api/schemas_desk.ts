import { z } from "zod";
import { Answers, SpeakerProfile, SpeakerRole } from "../domain/virtual_event/design.ts";
import { PersonName } from "../web/person_fields.ts";
import { InstantInput, InstantOutput, Pagination } from "./schemas.ts";

export const SeatState = z.enum(["pending", "confirmed", "waitlisted", "offered", "declined", "cancelled", "expired"]);
const AttendanceState = z.enum(["unknown", "attended", "no_show"]);

/** A speaker as those see one who work on the event. */
export const SpeakerAnswer = z.object({
  id: z.uuid(),
  email: z.string().nullable(),
  role: SpeakerRole,
  ...SpeakerProfile.shape,
}).meta({ id: "Speaker" });

/** Which of an event's registrations. */
export const RegistrationFilter = z.object({
  status: SeatState.optional(),
  attendance: AttendanceState.optional(),
  search: z.string().trim().max(200).optional(),
  source: z.string().max(100).optional(),
  company: z.string().max(200).optional(),
  tag: z.string().max(50).optional(),
  from: InstantInput.optional(),
  until: InstantInput.optional(),
  question: z.string().max(40).optional().meta({ description: "With `answer`: only those who answered it so" }),
  answer: z.string().max(200).optional(),
});
export type RegistrationFilter = z.output<typeof RegistrationFilter>;

/** Query of `GET /api/events/{id}/registrations`. */
export const ListRegistrationsQuery = RegistrationFilter.extend({
  sort: z.enum(["registered", "name", "status"]).default("registered")
    .meta({ description: "Only by `registered` there is a `Link` to the next page" }),
  cursor: z.string().max(200).optional().meta({ description: "From the `Link` of the page before" }),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** One registration with all that is known. What is personal is null once the person is erased. */
export const RegistrationDetails = z.object({
  id: z.uuid(),
  eventId: z.uuid(),
  personId: z.uuid(),
  reference: z.string(),
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  jobTitle: z.string().nullable().meta({ description: "What is sent as `position`" }),
  website: z.string().nullable(),
  specialRequirements: z.string().nullable(),
  answers: Answers,
  language: z.string(),
  timeZone: z.string(),
  source: z.string(),
  marketingConsent: z.boolean(),
  status: SeatState,
  position: z.int().nullable().meta({ description: "Place in the line, from 1, for who waits" }),
  offerExpiresAt: InstantOutput.nullable(),
  declinedReason: z.string().nullable(),
  attendance: AttendanceState,
  attendanceByDate: z.record(z.uuid(), AttendanceState)
    .meta({ description: "By the dates for which somebody noted it" }),
  tags: z.array(z.string()),
  transferredTo: z.uuid().nullable(),
  cancelledBy: z.string().nullable(),
  erased: z.boolean(),
  registeredAt: InstantOutput,
  updatedAt: InstantOutput,
}).meta({ id: "RegistrationDetails" });
export type RegistrationDetails = z.output<typeof RegistrationDetails>;

export const RegistrationList = z.object({
  data: z.array(RegistrationDetails),
  pagination: Pagination,
}).meta({ id: "RegistrationList" });

export const NoteList = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      text: z.string().nullable().meta({ description: "null once the person is erased" }),
      by: z.string().meta({ description: "Who noted it: `user:` or `key:` with an id" }),
      at: InstantOutput,
    }).meta({ id: "Note" }),
  ),
}).meta({ id: "NoteList" });

export const StandingAnswer = z.object({ id: z.uuid(), eventId: z.uuid(), status: SeatState })
  .meta({ id: "RegistrationStanding" });
export type StandingAnswer = z.output<typeof StandingAnswer>;

export const TransferAnswer = z.object({
  id: z.uuid().meta({ description: "Id that the new registration will have" }),
  from: z.uuid(),
  expiresAt: InstantOutput,
}).meta({ id: "Transfer" });
export type TransferAnswer = z.output<typeof TransferAnswer>;

/** Body of `PATCH /api/events/{id}/registrations/{registrationId}`. */
export const DetailsBody = z.object({
  firstName: PersonName,
  lastName: PersonName,
  phone: z.string().trim().max(40),
  company: z.union([z.literal(""), z.string().trim().min(2).max(200)]),
  position: z.string().trim().max(200),
  website: z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(500)]),
  specialRequirements: z.string().trim().max(500),
  answers: Answers,
}).partial();
