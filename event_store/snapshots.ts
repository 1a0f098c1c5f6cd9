import { hash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command, Decider, DomainEvent } from "../domain/decider.ts";
import type { Folded } from "./folded.ts";
import type { EventStore, StreamId } from "./port.ts";

/** Where folded states of large streams are kept. Disposable: without them the same result, later. */
export interface SnapshotStore {
  /** The text saved last for this stream and code, or null. */
  load(stream: StreamId, code: string): Promise<string | null>;
  /** Replaces what was saved. */
  save(stream: StreamId, code: string, text: string): Promise<void>;
  /** Streams of which something was saved, the latest first. */
  latest(): Promise<StreamId[]>;
}

interface Options {
  store: EventStore;
  snapshots?: SnapshotStore;
}

interface Written {
  revision: number;
  position: string;
  occurredAt: string;
  lastId: string;
  /** Command ids, 36 characters each, one after another: a hundred thousand strings parse slowly. */
  commands: string;
  revisions: number[];
  state: unknown;
}

const FORMAT = 1;
const ID_LENGTH = 36;
/** A stream is saved again after so many facts, and after a twentieth of its size. */
const FEWEST_NEW = 2_000;

/** Snapshots as files of one directory, for one process or several on one machine. */
export function fileSnapshots(directory: string): SnapshotStore {
  const fileOf = (stream: StreamId, code: string) => join(directory, `${nameOf(stream)}.${code.slice(0, 16)}.json`);
  return {
    load: (stream, code) => Deno.readTextFile(fileOf(stream, code)).catch(() => null),
    async save(stream, code, text) {
      await Deno.mkdir(directory, { recursive: true });
      const file = fileOf(stream, code);
      const draft = `${file}.${crypto.randomUUID()}`;
      await Deno.writeTextFile(draft, text);
      await Deno.rename(draft, file);
      await removeOlder(directory, file);
    },
    async latest() {
      const saved = new Map<StreamId, number>();
      for (const { name } of await Array.fromAsync(Deno.readDir(directory)).catch(() => [])) {
        const stream = name.endsWith(".json") && streamOf(name);
        if (!stream) continue;
        const { mtime } = await Deno.stat(join(directory, name));
        saved.set(stream, Math.max(saved.get(stream) ?? 0, mtime?.getTime() ?? 0));
      }
      return [...saved].toSorted(([, a], [, b]) => b - a).map(([stream]) => stream);
    },
  };
}

/** A stream as the name of a file. Dots separate what follows. */
function nameOf(stream: StreamId): string {
  return encodeURIComponent(stream).replaceAll(".", "%2E");
}

/** Null for a file that is not named after a stream. */
function streamOf(name: string): StreamId | null {
  try {
    return decodeURIComponent(name.slice(0, name.indexOf(".")));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** What was saved by the same folding code and still is the log's truth; null otherwise. */
export async function loadFolded<C extends Command, S, E extends DomainEvent>(
  { store, snapshots }: Options,
  { snapshot }: Decider<C, S, E>,
  stream: StreamId,
): Promise<Folded<S> | null> {
  if (!snapshots || !snapshot) return null;
  try {
    const text = await snapshots.load(stream, await codeOf(snapshot.module));
    if (text === null) return null;
    const written = JSON.parse(text) as Written;
    if (!await stillHolds(store, stream, written)) return null;
    const { revision, position, occurredAt, lastId } = written;
    const decided = new Map(
      written.revisions.map((from, i) => [written.commands.slice(i * ID_LENGTH, (i + 1) * ID_LENGTH), from]),
    );
    return { revision, position: BigInt(position), occurredAt, lastId, decided, state: snapshot.load(written.state) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null; // half a file, or another's
    throw error;
  }
}

/** Saves in the background when it is worth it; says whether it does. */
export function saveFolded<C extends Command, S, E extends DomainEvent>(
  { snapshots }: Options,
  { snapshot }: Decider<C, S, E>,
  stream: StreamId,
  folded: Folded<S>,
  newFacts: number,
): boolean {
  if (!snapshots || !snapshot || folded.lastId === null) return false;
  if (newFacts <= Math.max(FEWEST_NEW, folded.revision / 20)) return false;
  const ids = [...folded.decided.keys()];
  if (ids.some((id) => id.length !== ID_LENGTH)) return false;
  const written: Written = {
    revision: folded.revision,
    position: String(folded.position),
    occurredAt: folded.occurredAt,
    lastId: folded.lastId,
    commands: ids.join(""),
    revisions: [...folded.decided.values()],
    state: snapshot.save(folded.state),
  };
  const text = JSON.stringify(written);
  codeOf(snapshot.module).then((code) => snapshots.save(stream, code, text)).catch(() => {}); // full disk: later
  return true;
}

/** The log may be another one than when it was saved (restored, moved). */
async function stillHolds(store: EventStore, stream: StreamId, { revision, lastId }: Written): Promise<boolean> {
  for await (const event of store.read(stream, { from: revision, limit: 1 })) {
    return event.revision === revision && event.id === lastId;
  }
  return false;
}

const codes = new Map<string, Promise<string>>();

/** Hash of the code that folds: the decider's folder and what all deciders share. */
function codeOf(module: string): Promise<string> {
  const known = codes.get(module) ?? hashOfSources(dirname(fileURLToPath(module)));
  codes.set(module, known);
  return known;
}

async function hashOfSources(folder: string): Promise<string> {
  const sources: string[] = [`format ${FORMAT}`];
  for (const place of [folder, dirname(folder)]) {
    for (const { name, isFile } of (await Array.fromAsync(Deno.readDir(place))).sort(byName)) {
      if (isFile && name.endsWith(".ts")) sources.push(name, await Deno.readTextFile(join(place, name)));
    }
  }
  return hash("sha256", JSON.stringify(sources));
}

function byName(a: Deno.DirEntry, b: Deno.DirEntry): number {
  return a.name < b.name ? -1 : 1;
}

async function removeOlder(directory: string, file: string): Promise<void> {
  const [stream] = file.slice(directory.length + 1).split(".");
  for await (const { name } of Deno.readDir(directory)) {
    const older = name.startsWith(`${stream}.`) && name.endsWith(".json") && join(directory, name) !== file;
    if (older) await Deno.remove(join(directory, name));
  }
}
