import type { PictureWords } from "./event_picture.ts";

/** Pictures kept in memory: about 20 MB. */
const KEPT = 200;

type Answer = { id: number; png?: Uint8Array; error?: string };

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, { resolve: (png: Uint8Array) => void; reject: (error: Error) => void }>();
const kept = new Map<string, Promise<Uint8Array>>();

/**
 * The picture (PNG) that says these words. Drawn once and kept; several who ask at once wait for the same one. The worker
 * that draws begins with the first picture and never keeps the process from ending.
 */
export function paint(words: PictureWords): Promise<Uint8Array> {
  const key = JSON.stringify(words);
  const found = kept.get(key);
  if (found) return found;
  const painted = ask(words);
  kept.set(key, painted);
  painted.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return painted;
}

/** Ends the worker; the next picture begins another one. */
export function stopPainting(): void {
  worker?.terminate();
  worker = null;
  for (const { reject } of waiting.values()) reject(new Error("the painter was stopped"));
  waiting.clear();
}

function ask(words: PictureWords): Promise<Uint8Array> {
  worker ??= begin();
  const id = ++last;
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  waiting.set(id, { resolve, reject });
  worker.postMessage({ id, words });
  return promise;
}

function begin(): Worker {
  const started = new Worker(new URL("./painter_program.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data: { id, png, error } }: MessageEvent<Answer>) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (png) asker?.resolve(png);
    else asker?.reject(new Error(`a picture could not be drawn: ${error}`));
  };
  started.onerror = (failure) => {
    failure.preventDefault();
    stopPainting();
  };
  return started;
}
