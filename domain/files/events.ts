import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { StudioId } from "../ids.ts";

/** A picture or a document of a studio was uploaded and is kept; its name is its content's, so it is kept once. */
export const FileKept = eventType("FileKept", {
  studioId: StudioId,
  mediaId: z.string().min(1).max(100),
  /** What it takes on the disk, all widths of a picture together. */
  bytes: z.int().nonnegative(),
});

export const filesEvents = [FileKept] as const;
export type FilesEvent = EventOf<typeof filesEvents[number]>;
