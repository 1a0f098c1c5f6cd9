import { studioStream } from "../commands/streams.ts";
import type { StudioId } from "../domain/ids.ts";
import { studio } from "../domain/studio/studio.ts";
import { openedPath } from "../web/links.ts";
import type { Core } from "./core.ts";

/** Address of the dot by which a mail tells that it is opened; null where its studio does not count that. */
export async function openedUrl(
  { handle, vault }: Pick<Core, "handle" | "vault">,
  baseUrl: () => string,
  studioId: string,
  deliveryId: string,
): Promise<string | null> {
  const state = await handle.stateOf(studio, studioStream(studioId as StudioId));
  const counts = state.lifecycle === "open" && state.settings.countOpens;
  return counts ? baseUrl() + openedPath(vault, studioId, deliveryId) : null;
}
