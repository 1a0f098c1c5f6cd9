import { files, fits } from "../domain/files/files.ts";
import { studio } from "../domain/studio/studio.ts";
import { authorise } from "./authorise.ts";
import { stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { filesStream, studioStream } from "./streams.ts";

/** A file as it will be kept. */
export interface NewFile {
  mediaId: string;
  /** What it will take. */
  bytes: number;
  /** Puts it where files are kept; a second time it changes nothing. */
  keep(): Promise<void>;
}

/**
 * Keeps an uploaded file, if the studio has room for it. It is put in its place before that is written down: a fact never
 * tells of a file that is not there. Files that come in the same moment may pass the limit together.
 * @throws {Rejected} `forbidden`, `storage_limit_reached`
 */
export async function keepFile(deps: CommandDeps, caller: Caller, { mediaId, bytes, keep }: NewFile): Promise<string> {
  authorise(caller, "file.keep");
  const { studioId } = caller;
  const stream = filesStream(studioId);
  const [open, kept] = await Promise.all([
    deps.handle.stateOf(studio, studioStream(studioId)),
    deps.handle.stateOf(files, stream),
  ]);
  fits(kept, { mediaId, bytes }, open.lifecycle === "open" ? open.limits.storageBytes : null);
  await keep();
  const command = { type: "KeepFile", at: deps.now(), studioId, mediaId, bytes } as const;
  await deps.handle(files, stream, command, stepOf(caller, deps.newId()));
  return mediaId;
}
