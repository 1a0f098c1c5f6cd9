import type { EventView } from "../../components/dashboard/event.ts";
import { figuresOf } from "../../components/dashboard/EventTile.tsx";
import type { Language } from "../../domain/ids.ts";
import { number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { Changes } from "../changes.ts";

/** The texts that a live page shows of these events, by the names of `data-live`. */
export function liveTexts(events: readonly EventView[], locale: Language): Record<string, string> {
  const t = translator(locale);
  const texts: Record<string, string> = {};
  for (const event of events) {
    for (const { live, value } of figuresOf(event, locale)) texts[live] = value;
    texts[`${event.id}.cancelled`] = number(event.cancelled, locale);
    if (event.capacity === null) continue;
    const [count, capacity] = [number(event.confirmed, locale), number(event.capacity, locale)];
    texts[`${event.id}.taken`] = String(event.confirmed);
    texts[`${event.id}.taken_text`] = t("events.registered_of", { count, capacity });
  }
  return texts;
}

const SETTLE = 100;
const HEARTBEAT = 25_000;

/**
 * Server-sent events: what `ask` answers, at once and after each change that alters it. Changes that come close together
 * are one. Ends with the reader; `ask` failing ends the stream, and the browser comes back by itself.
 */
export function liveStream(
  changes: Changes,
  ask: () => Promise<Record<string, string>>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      let sent = "";
      let asking = false;
      let again = false;
      let settling: ReturnType<typeof setTimeout> | undefined;
      const beat = setInterval(() => controller.enqueue(encoder.encode(": still here\n\n")), HEARTBEAT);
      const unsubscribe = changes.subscribe(() => settling ??= setTimeout(tell, SETTLE));
      stop = () => {
        clearInterval(beat);
        clearTimeout(settling);
        unsubscribe();
        signal.removeEventListener("abort", end);
        stop = () => {};
      };
      const end = () => {
        stop();
        try {
          controller.close();
        } catch {
          // the reader has gone already
        }
      };
      signal.addEventListener("abort", end);
      async function tell() {
        settling = undefined;
        if (asking) return void (again = true);
        asking = true;
        try {
          const text = JSON.stringify(await ask());
          if (text !== sent) controller.enqueue(encoder.encode(`data: ${text}\n\n`));
          sent = text;
        } catch {
          end();
        } finally {
          asking = false;
        }
        if (again) {
          again = false;
          settling ??= setTimeout(tell, SETTLE);
        }
      }
      void tell();
    },
    cancel: () => stop(),
  });
}
