import { hash } from "node:crypto";
import { catalogue, type EventName } from "../../domain/catalogue.ts";
import type { EventType } from "../../domain/event_type.ts";
import type { Metadata } from "../../domain/fact.ts";
import { type Codec, createCodec } from "../../event_store/codec.ts";
import type { Json, NewEvent } from "../../event_store/port.ts";
import { uuidv5 } from "../../domain/uuid.ts";
import { id } from "./ids.ts";
import { samples } from "./golden_samples.ts";

/** One event as it stands in the log, and what it reads as there and then; later versions read more by upcasting. */
export interface Golden {
  written: NewEvent;
  /** Data as of the version that wrote it, decrypted. */
  data: Json;
}

export const directory = new URL("../golden/", import.meta.url);
export const checksums = new URL("checksums.txt", directory);

/** Every person has this key, so that the ciphertexts in the files open. */
const key = new Uint8Array(32).fill(7);

export const codec: Codec = createCodec({
  catalogue,
  keys: { keysOf: (persons) => Promise.resolve(new Map(persons.map((person) => [person, key]))) },
});

/** Name of the file for a version of a type. */
export function fileOf(type: string, version: number): string {
  return `${type}.v${version}.json`;
}

export function hashOf(text: string): string {
  return hash("sha256", text, "hex");
}

/** An event as the program writes it today. */
export async function write(type: EventType): Promise<Golden> {
  const data = samples[type.type as EventName] as Json;
  const checked = codec.check({ type: type.type, data });
  const meta: Metadata = {
    actor: "user:golden",
    studio: id.studio("golden"),
    correlationId: uuidv5("golden", "correlation"),
    causationId: null,
    commandId: uuidv5("golden", "command"),
    command: "Golden",
    schemaVersion: type.version,
    occurredAt: "2026-11-01T10:00:00.000Z",
  };
  const [written] = await codec.encode([{ id: uuidv5("golden", type.type, type.version), event: checked, meta }]);
  return { written: written!, data: checked.data };
}

/** Writes the files that do not exist yet, and never another: `deno run -A tests/support/golden.ts`. */
async function writeMissing(): Promise<void> {
  const known = (await Deno.readTextFile(checksums).catch(() => "")).split("\n").filter((line) => line !== "");
  for (const type of catalogue as readonly EventType[]) {
    const name = fileOf(type.type, type.version);
    if (known.some((line) => line.endsWith(` ${name}`))) continue;
    const text = JSON.stringify(await write(type), null, 2) + "\n";
    await Deno.writeTextFile(new URL(name, directory), text, { createNew: true });
    known.push(`${hashOf(text)} ${name}`);
    console.log(name);
  }
  await Deno.writeTextFile(checksums, known.sort((a, b) => a.slice(65) < b.slice(65) ? -1 : 1).join("\n") + "\n");
}

if (import.meta.main) await writeMissing();
