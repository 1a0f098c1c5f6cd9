import { claim, claimStream } from "../domain/claim/claim.ts";
import { Rejected } from "../domain/decider.ts";
import type { StudioId } from "../domain/ids.ts";
import { stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/** A value that only one may have: the scope within which it is unique, and the value. */
export interface Unique {
  scope: "studio_address" | "studio_domain" | "slug" | "pixel";
  value: string;
}

/** An event's slug is unique in its studio. */
export function slugOf(studioId: StudioId, slug: string): Unique {
  return { scope: "slug", value: `${studioId}/${slug}` };
}

/** Claims a value; `mine`: had it already, by an earlier try; `new`: has it now; `taken`: somebody else has it. */
export async function claimValue(
  deps: CommandDeps,
  caller: Caller,
  unique: Unique,
  owner: string,
): Promise<"new" | "mine" | "taken"> {
  const command = { type: "Claim", at: deps.now(), ...unique, owner } as const;
  try {
    const stream = claimStream(unique.scope, unique.value);
    const { events } = await deps.handle(claim, stream, command, stepOf(caller, deps.newId()));
    return events.length > 0 ? "new" : "mine";
  } catch (error) {
    if (error instanceof Rejected && error.reason === "claim_taken") return "taken";
    throw error;
  }
}

/** Gives a value back; nothing happens when `owner` does not have it. */
export async function releaseValue(deps: CommandDeps, caller: Caller, unique: Unique, owner: string): Promise<void> {
  const command = { type: "Release", at: deps.now(), owner } as const;
  await deps.handle(claim, claimStream(unique.scope, unique.value), command, stepOf(caller, deps.newId()));
}

/**
 * Claims, then does what needs the value. Where that is refused the value is free again, unless an earlier try claimed
 * it: that one may have succeeded and lost its answer. A process that dies in between leaves a claim that the same
 * request finds to be its own.
 */
export async function holding<T>(
  deps: CommandDeps,
  caller: Caller,
  unique: Unique,
  owner: string,
  taken: "slug_taken" | "address_taken" | "domain_taken",
  work: () => Promise<T>,
): Promise<T> {
  const claimed = await claimValue(deps, caller, unique, owner);
  if (claimed === "taken") throw new Rejected(taken, { value: unique.value.split("/").at(-1) });
  try {
    return await work();
  } catch (error) {
    if (error instanceof Rejected && claimed === "new") await releaseValue(deps, caller, unique, owner);
    throw error;
  }
}
