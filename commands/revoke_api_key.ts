import type { ApiKeyId } from "../domain/ids.ts";
import { opened, studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { studioStream } from "./streams.ts";

/** Ends a key at once. @throws {Rejected} `unauthenticated`, `forbidden`, `api_key_not_found` */
export async function revokeApiKey(
  deps: CommandDeps,
  caller: Caller,
  apiKeyId: ApiKeyId,
): Promise<{ position: Position }> {
  const stream = studioStream(caller.studioId);
  const holder = opened(await deps.handle.stateOf(studio, stream)).keys.get(apiKeyId)?.userId;
  // one that is not there is nobody's: who may end keys of their own is told so
  authorise(caller, "api_key.revoke", holder ?? caller.userId);
  const command = { type: "RevokeApiKey", at: deps.now(), apiKeyId } as const;
  const { position } = await deps.handle(studio, stream, command, contextOf(caller));
  return { position };
}
