import type { ApiKeyId, UserId } from "../domain/ids.ts";
import type { Scope } from "../domain/studio/commands.ts";
import { studio } from "../domain/studio/studio.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { apiKeyOf, hashOf } from "./secrets.ts";
import { studioStream } from "./streams.ts";

export interface IssuedKey {
  apiKeyId: ApiKeyId;
  /** Shown once. */
  key: string;
  position: Position;
}

/**
 * Makes a key with the caller's own rights, cut down to its scopes, until `expiresAt` (ISO 8601 UTC; null: for good).
 * @throws {Rejected} `unauthenticated`, `forbidden`, `date_in_past`
 */
export async function issueApiKey(
  deps: CommandDeps,
  caller: Caller,
  { name, scopes, expiresAt }: { name: string; scopes: readonly Scope[]; expiresAt?: string | null },
): Promise<IssuedKey> {
  authorise(caller, "api_key.issue", caller.userId);
  const { studioId } = caller;
  const apiKeyId = uuidv5(caller.commandId, "api_key") as ApiKeyId;
  const { key, hint } = apiKeyOf(deps.vault, apiKeyId);
  const { position } = await deps.handle(studio, studioStream(studioId), {
    type: "IssueApiKey",
    at: deps.now(),
    apiKeyId,
    name,
    hash: hashOf(key),
    hint,
    scopes,
    expiresAt,
    userId: caller.userId as UserId, // nobody else passes `authorise`
  }, contextOf(caller));
  return { apiKeyId, key, position };
}
