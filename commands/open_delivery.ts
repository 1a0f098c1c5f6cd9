import { delivery } from "../domain/delivery/delivery.ts";
import type { StudioId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { CommandDeps } from "./deps.ts";

/** Notes that a mail was opened, once. @throws {Rejected} `delivery_not_attempted` for a mail that never went out */
export async function openDelivery(
  deps: Pick<CommandDeps, "handle" | "now" | "newId">,
  { studioId, deliveryId }: { studioId: StudioId; deliveryId: string },
): Promise<void> {
  await deps.handle(delivery, `delivery-${deliveryId}`, { type: "OpenDelivery", at: deps.now() }, {
    actor: "system",
    studio: studioId,
    correlationId: deps.newId(),
    causationId: null,
    commandId: uuidv5(deliveryId, "open"),
  });
}
