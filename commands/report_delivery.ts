import { delivery, type ReportDelivery } from "../domain/delivery/delivery.ts";
import type { PersonId, StudioId } from "../domain/ids.ts";
import { suppression } from "../domain/suppression/suppression.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { CommandDeps } from "./deps.ts";
import { suppressionStream } from "./suppression.ts";

/** What the outside says afterwards about a mail of ours. */
export type MailReport = Pick<ReportDelivery, "what" | "status"> & { deliveryId: string };

/**
 * Takes in what became of a mail after the mail server had accepted it. An address that takes nothing, or whose owner calls
 * our mails unwanted, is not written to any more. Saying the same again changes nothing.
 * @throws {Rejected} `delivery_not_attempted` for a mail that is none of ours
 */
export async function reportDelivery(
  deps: Pick<CommandDeps, "handle" | "now" | "newId">,
  { deliveryId, what, status }: MailReport,
  about: { studioId: string; personId: string } | null,
): Promise<void> {
  const context = {
    actor: "system",
    studio: about?.studioId ?? null,
    correlationId: deps.newId(),
    causationId: null,
    commandId: uuidv5(deliveryId, "report", what),
  };
  const at = deps.now();
  await deps.handle(delivery, `delivery-${deliveryId}`, { type: "ReportDelivery", at, what, status }, context);
  if (!about || what === "deferred") return;
  const { studioId, personId } = about as { studioId: StudioId; personId: PersonId };
  const command = { type: "SuppressAddress", at, studioId, personId, reason: what } as const;
  await deps.handle(suppression, suppressionStream(personId), command, {
    ...context,
    commandId: uuidv5(deliveryId, "suppress", what),
  });
}
