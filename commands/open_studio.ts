import { installation } from "../domain/installation/installation.ts";
import type { Language, StudioId, UserId } from "../domain/ids.ts";
import { studio } from "../domain/studio/studio.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position } from "../event_store/port.ts";
import { holding } from "./claims.ts";
import { contextOf, stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { INSTALLATION, studioStream } from "./streams.ts";

export interface NewStudio {
  name: string;
  /** Its public address, `/s/{address}`: unique in the installation. */
  address: string;
  language: Language;
  timeZone: string;
  currency: string;
  owner: { userId: UserId; name: string; email: string };
}

/** The id that a studio gets which this command opens: needed for the caller before there is a studio. */
export function newStudioId(commandId: string): StudioId {
  return uuidv5(commandId, "studio") as StudioId;
}

/**
 * Opens a studio with its first owner: claims the address, opens, lists it. The caller's `studioId` is
 * {@link newStudioId}; who may open one is the route's question (first run, or an operator).
 * @throws {Rejected} `address_taken`, `unknown_time_zone`
 */
export async function openStudio(
  deps: CommandDeps,
  caller: Caller,
  { owner, ...settings }: NewStudio,
): Promise<{ studioId: StudioId; position: Position }> {
  const studioId = newStudioId(caller.commandId);
  const asking = { ...caller, studioId };
  const address = { scope: "studio_address", value: settings.address } as const;
  return await holding(deps, asking, address, studioId, "address_taken", async () => {
    const personId = await deps.vault.resolvePerson(studioId, owner.email);
    await deps.handle(studio, studioStream(studioId), {
      type: "OpenStudio",
      at: deps.now(),
      studioId,
      ...settings,
      owner: { ...owner, personId },
    }, contextOf(asking));
    const list = { type: "ListStudio", at: deps.now(), studioId } as const;
    const context = { ...stepOf(asking, deps.newId()), studio: null };
    const { position } = await deps.handle(installation, INSTALLATION, list, context);
    return { studioId, position };
  });
}
