import { Rejected } from "../domain/decider.ts";
import { authorise } from "./authorise.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import type { Which } from "./registration_standing.ts";
import { sendLink } from "./request_link.ts";
import { eventIn } from "./streams.ts";

/**
 * Sends somebody the mail with their registration's link, date and calendar entry again, because a member wants it; at most
 * once an hour.
 * @throws {Rejected} `event_not_found`, `registration_not_found`, `forbidden`, `registration_cancelled` for whoever has no
 * place any more
 */
export async function resendConfirmation(
  deps: CommandDeps,
  caller: Caller,
  { eventId, registrationId }: Which,
): Promise<void> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, "registration.change", event.trainerId);
  const seat = event.seats.registrations.get(registrationId);
  if (!seat) throw new Rejected("registration_not_found");
  if (["cancelled", "declined", "expired"].includes(seat.status)) throw new Rejected("registration_cancelled");
  await sendLink(deps, caller, { personId: seat.personId, eventId, registrationId });
}
