import type { UserId } from "../domain/ids.ts";
import type { StudioSettings, Switches } from "../domain/studio/settings.ts";
import { opened, studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { holding, releaseValue } from "./claims.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { studioStream } from "./streams.ts";

/**
 * Changes a studio's settings; what is left out stays. A new address is claimed first, and the former one stays the
 * studio's, since it has been given away. A domain is one studio's alone; the former one is anybody's again.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `studio_not_found`, `address_taken`, `domain_taken`,
 * `unknown_time_zone`, * `reminder_invalid`, `member_not_found` for a programme manager
 */
export async function changeSettings(
  deps: CommandDeps,
  caller: Caller,
  changes: Partial<StudioSettings>,
): Promise<{ position: Position }> {
  authorise(caller, "studio.change");
  const stream = studioStream(caller.studioId);
  const change = async () => {
    const command = { type: "ChangeSettings", at: deps.now(), changes } as const;
    const { position } = await deps.handle(studio, stream, command, contextOf(caller));
    return { position };
  };
  const { address, domain } = opened(await deps.handle.stateOf(studio, stream)).settings;
  const renamed = changes.address !== undefined && changes.address !== address
    ? { scope: "studio_address", value: changes.address } as const
    : null;
  const moved = changes.domain && changes.domain !== domain
    ? { scope: "studio_domain", value: changes.domain } as const
    : null;
  const named = () => renamed ? holding(deps, caller, renamed, caller.studioId, "address_taken", change) : change();
  const done = await (moved ? holding(deps, caller, moved, caller.studioId, "domain_taken", named) : named());
  if (domain && changes.domain !== undefined && changes.domain !== domain) {
    await releaseValue(deps, caller, { scope: "studio_domain", value: domain }, caller.studioId);
  }
  return done;
}

/** Writes down whether the studio's own domain was found to lead here. @throws {Rejected} `unauthenticated`, `forbidden` */
export async function checkDomain(
  deps: CommandDeps,
  caller: Caller,
  finding: { domain: string; right: boolean; found: string },
): Promise<{ position: Position }> {
  authorise(caller, "studio.change");
  const command = { type: "CheckDomain", at: deps.now(), ...finding } as const;
  const { position } = await deps.handle(studio, studioStream(caller.studioId), command, contextOf(caller));
  return { position };
}

/** Says what an associate may do beside their own events. @throws {Rejected} `unauthenticated`, `forbidden`, `member_not_found` */
export async function setSwitches(
  deps: CommandDeps,
  caller: Caller,
  { userId, switches }: { userId: UserId; switches: Switches },
): Promise<{ position: Position }> {
  authorise(caller, "member.change");
  const command = { type: "SetSwitches", at: deps.now(), userId, switches } as const;
  const { position } = await deps.handle(studio, studioStream(caller.studioId), command, contextOf(caller));
  return { position };
}
