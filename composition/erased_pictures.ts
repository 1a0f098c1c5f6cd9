import type { AnyFact } from "../domain/catalogue.ts";
import { createPictures } from "../media/pictures.ts";
import { isShown, listLog } from "../projections/queries.ts";
import { factAt } from "../reactors/runtime/facts.ts";
import type { Core } from "./core.ts";
import { openMedia } from "./media.ts";
import type { ReadModelAccess } from "./read_models.ts";

/** Facts about one person that are looked through for pictures at most. */
const MOST = 10_000;
/** How long is waited for the index to know the person's last facts, in ms; then the erasure is tried again. */
const PATIENCE = 15_000;

/**
 * Removes the pictures of a person from where files are kept, while their keys are still there to tell which. A picture that
 * shows somebody else as well, or stands on a page, is that one's too, and stays.
 */
export async function removePictures(
  { config, log, codec, directory }: Core,
  { db, watch }: ReadModelAccess,
  { studioId, personId }: { studioId: string; personId: string },
): Promise<number> {
  if (!await watch.caughtUp(await log.head(), { timeoutMs: PATIENCE, folds: ["log_index", "event_details"] })) {
    throw new Error("the read models do not know yet which pictures are the person's");
  }
  const read = factAt(log, codec);
  const entries = await listLog(db, { studioId, personId, type: "SpeakerNamed", limit: MOST });
  const photos = new Set<string>();
  for (const { stream, revision } of entries) {
    const photo = photoOf(await read({ stream, revision }));
    if (photo !== null) photos.add(photo);
  }
  const pictures = createPictures(openMedia(config));
  let removed = 0;
  for (const photo of photos) {
    const used = directory.settings(studioId as never)?.logo === photo ||
      await isShown(db, { studioId, mediaId: photo, besides: personId });
    if (used) continue;
    await pictures.remove(photo);
    removed++;
  }
  return removed;
}

function photoOf(fact: AnyFact | undefined): string | null {
  return fact?.type === "SpeakerNamed" ? fact.data.photo : null;
}
