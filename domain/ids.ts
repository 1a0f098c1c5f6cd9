import { z } from "zod";

// Branded: the id of one kind of thing cannot be passed where another's is meant.
export const StudioId = z.uuid().brand<"Studio">();
export type StudioId = z.infer<typeof StudioId>;
export const EventId = z.uuid().brand<"Event">();
export type EventId = z.infer<typeof EventId>;
export const DateId = z.uuid().brand<"Date">();
export type DateId = z.infer<typeof DateId>;
export const RegistrationId = z.uuid().brand<"Registration">();
export type RegistrationId = z.infer<typeof RegistrationId>;
export const PersonId = z.uuid().brand<"Person">();
export type PersonId = z.infer<typeof PersonId>;
export const UserId = z.uuid().brand<"User">();
export type UserId = z.infer<typeof UserId>;
export const ApiKeyId = z.uuid().brand<"ApiKey">();
export type ApiKeyId = z.infer<typeof ApiKeyId>;
export const InvitationId = z.uuid().brand<"Invitation">();
export type InvitationId = z.infer<typeof InvitationId>;
export const DeliveryId = z.uuid().brand<"Delivery">();
export type DeliveryId = z.infer<typeof DeliveryId>;

/** An instant: ISO 8601 in UTC with milliseconds, `2026-11-24T18:00:00.000Z`. */
export const Instant = z.iso.datetime({ precision: 3 });
/** A wall-clock time without zone: `2026-11-24T19:00`. */
export const WallClock = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
/** A language of the interface and of content. */
export const Language = z.enum(["en", "de", "es"]);
export type Language = z.infer<typeof Language>;
/** Integer minor units with an ISO 4217 code. */
export const Money = z.object({ amount: z.int().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof Money>;
