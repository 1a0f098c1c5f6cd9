import type { Changes } from "./changes.ts";

export interface LiveOptions {
  changes: Changes;
  /** What the page shows now; null ends the stream (the reader may no longer see it). */
  produce: () => Promise<unknown | null>;
  /** Milliseconds between two messages at least. */
  pause?: number;
  /** Looks again after so many milliseconds even when nobody said that something changed. */
  atLeastEvery?: number;
}

const HEARTBEAT = 20_000;

/**
 * Server-sent events: what `produce` gives at once, and again after every change, several changes told as one. Says nothing
 * when nothing is different. Ends when the reader leaves or the process is about to end. A comment every 20 s keeps proxies from closing the connection.
 */
export function liveResponse(options: LiveOptions): Response {
  const encoder = new TextEncoder();
  const stopping = new AbortController();
  const until = AbortSignal.any([options.changes.closing, stopping.signal]);
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        for await (const text of messages(options, until)) controller.enqueue(encoder.encode(text));
      } catch (error) {
        if (!until.aborted) controller.error(error);
        return;
      }
      if (!stopping.signal.aborted) controller.close();
    },
    cancel: () => stopping.abort(),
  });
  return new Response(body, {
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" },
  });
}

async function* messages(
  { changes, produce, pause = 250, atLeastEvery }: LiveOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let wake = Promise.withResolvers<void>();
  const unsubscribe = changes.subscribe(() => wake.resolve());
  const end = () => wake.resolve();
  signal.addEventListener("abort", end);
  try {
    yield "retry: 2000\n\n";
    for (let last = ""; !signal.aborted;) {
      wake = Promise.withResolvers(); // before asking, so that a change in between is not missed
      const shown = await produce();
      if (shown === null || signal.aborted) return;
      const text = JSON.stringify(shown);
      yield text === last ? ":\n\n" : `data: ${text}\n\n`;
      last = text;
      const patience = setTimeout(() => wake.resolve(), Math.min(atLeastEvery ?? HEARTBEAT, HEARTBEAT));
      await wake.promise;
      clearTimeout(patience);
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", end);
  }
}
