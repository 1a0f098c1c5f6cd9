import { delivery } from "../domain/delivery/delivery.ts";
import { Rejected } from "../domain/decider.ts";
import type { PersonId, StudioId } from "../domain/ids.ts";
import { suppression } from "../domain/suppression/suppression.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { CommandDeps } from "./deps.ts";
import { suppressionStream } from "./suppression.ts";

type Deps = Pick<CommandDeps, "handle" | "now" | "newId">;

/** A person of a studio. */
export interface Whose {
  studioId: StudioId;
  personId: PersonId;
}

/** They get no texts of this studio any more, or again do. `cause`: what they were told by; the same again changes nothing. */
export async function switchTexts(
  deps: Deps,
  { studioId, personId }: Whose,
  { type, cause }: { type: "StopTexts" | "ResumeTexts"; cause: string },
): Promise<void> {
  await deps.handle(suppression, suppressionStream(personId), { type, at: deps.now(), studioId, personId }, {
    ...bySystem(deps, studioId),
    commandId: uuidv5(personId, type, cause),
  });
}

/** Whether the person has told to get no texts. */
export async function textsStopped({ handle }: Pick<Deps, "handle">, personId: PersonId): Promise<boolean> {
  return (await handle.stateOf(suppression, suppressionStream(personId))).textsStopped;
}

/** What became of a text: it is on the phone, or never will be (`code`: the provider's, for why). */
export type TextReport = { deliveryId: string; arrived: true } | { deliveryId: string; arrived: false; code: string };

/** Takes in what the provider says of a text afterwards. About one that was never tried it says nothing. */
export async function reportText(deps: Deps, report: TextReport, studioId: string | null): Promise<void> {
  const at = deps.now();
  const command = report.arrived
    ? { type: "ConfirmDelivery", at } as const
    : { type: "ReportDelivery", at, what: "bounced", status: report.code } as const;
  try {
    await deps.handle(delivery, `delivery-${report.deliveryId}`, command, {
      ...bySystem(deps, studioId),
      commandId: uuidv5(report.deliveryId, command.type),
    });
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
}

function bySystem(deps: Deps, studio: string | null) {
  return { actor: "system", studio, correlationId: deps.newId(), causationId: null } as const;
}
