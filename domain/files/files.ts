import { type Decider, Rejected } from "../decider.ts";
import type { StudioId } from "../ids.ts";
import { Lookup } from "../lookup.ts";
import type { FilesEvent } from "./events.ts";

/** What a studio has uploaded: stream `files-<studioId>`. */
export interface Files {
  /** Bytes by id. */
  kept: Lookup<string, number>;
  bytes: number;
}

export interface KeepFile {
  type: "KeepFile";
  at: string;
  studioId: StudioId;
  mediaId: string;
  bytes: number;
}

export const files: Decider<KeepFile, Files, FilesEvent> = {
  initial: () => ({ kept: Lookup.from(), bytes: 0 }),
  decide: ({ studioId, mediaId, bytes }, { kept }) =>
    kept.has(mediaId) ? [] : [{ type: "FileKept", data: { studioId, mediaId, bytes } }],
  evolve: ({ kept, bytes }, { data }) => ({ kept: kept.set(data.mediaId, data.bytes), bytes: bytes + data.bytes }),
};

/**
 * Whether a file fits into what the studio may keep; one that is kept already always does.
 * @throws {Rejected} `storage_limit_reached`
 */
export function fits({ kept, bytes }: Files, file: { mediaId: string; bytes: number }, most: number | null): void {
  if (most === null || kept.has(file.mediaId) || bytes + file.bytes <= most) return;
  throw new Rejected("storage_limit_reached", { most, used: bytes });
}
