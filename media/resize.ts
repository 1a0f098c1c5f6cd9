import { fileURLToPath } from "node:url";
import { WIDTHS } from "./widths.ts";

/** A file that is no picture, or one that cannot be decoded within the limits. */
export class UnreadablePicture extends Error {
  override name = "UnreadablePicture";
}

/** Milliseconds for one picture; the largest ones that are taken need a few thousand on two slow cores. */
const PATIENCE = 20_000;

const root = fileURLToPath(new URL("..", import.meta.url));
const program = fileURLToPath(new URL("./resize_program.ts", import.meta.url));

/** One picture at a time: decoding takes memory, and a crowd of uploads must not take it all. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * A picture in each of {@link WIDTHS}, as WebP without metadata, in that order.
 * @throws {UnreadablePicture}
 */
export function resize(original: Uint8Array): Promise<Uint8Array[]> {
  const mine = queue.then(() => run(original));
  queue = mine.catch(() => {});
  return mine;
}

async function run(original: Uint8Array): Promise<Uint8Array[]> {
  const ended = AbortSignal.timeout(PATIENCE);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-check",
      "--allow-ffi",
      "--allow-env",
      "--allow-sys",
      `--allow-read=${root}`,
      program,
    ],
    cwd: root,
    clearEnv: true,
    env: environment(),
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    signal: ended,
  }).spawn();
  const sent = send(child.stdin, original);
  const { success, stdout } = await child.output();
  await sent;
  if (!success) throw new UnreadablePicture(ended.aborted ? "took too long" : "cannot be decoded");
  const files = framesOf(stdout);
  if (files.length !== WIDTHS.length) throw new UnreadablePicture("cannot be decoded");
  return files;
}

/** What Deno itself needs to find its packages; keys and addresses of the product stay here. */
function environment(): Record<string, string> {
  const names = ["HOME", "PATH", "DENO_DIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME"];
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** A program that gave up does not read to the end; that is not our trouble. */
async function send(stdin: WritableStream<Uint8Array>, bytes: Uint8Array): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch {
    await writer.abort().catch(() => {});
  }
}

function framesOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: Uint8Array[] = [];
  for (let at = 0; at + 4 <= bytes.byteLength;) {
    const length = view.getUint32(at);
    frames.push(bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return frames;
}
