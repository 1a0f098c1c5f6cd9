import { delivery } from "../domain/delivery/delivery.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/** Has a conversion of the studio's that was given up tried anew, under the same id. @throws {Rejected} `delivery_not_abandoned` */
export async function resendConversion(deps: CommandDeps, caller: Caller, deliveryId: string): Promise<Position> {
  authorise(caller, "marketing.change");
  const command = { type: "ReplayDelivery", at: deps.now() } as const;
  const { position } = await deps.handle(delivery, `delivery-${deliveryId}`, command, contextOf(caller));
  return position;
}
