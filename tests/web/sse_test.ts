import assert from "node:assert/strict";
import { createChanges } from "../../web/changes.ts";
import { liveResponse } from "../../web/sse.ts";

/** Reads messages as they come; `next` gives the data of the next one, or null at the end. */
function reading(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  return {
    async next(): Promise<unknown> {
      while (true) {
        const found = /data: (.*)\n\n/.exec(buffer);
        if (found) {
          buffer = buffer.slice(found.index + found[0].length);
          return JSON.parse(found[1]!);
        }
        const { done, value } = await reader.read();
        if (done) return null;
        buffer += value;
      }
    },
    cancel: () => reader.cancel(),
  };
}

Deno.test("A live page gets what is shown at once and after each change, and nothing when nothing is different", async () => {
  const changes = createChanges();
  let shown = 1;
  let asked = 0;
  const response = liveResponse({
    changes,
    pause: 1,
    produce: () => Promise.resolve(++asked && { shown }),
  });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const messages = reading(response);
  assert.deepEqual(await messages.next(), { shown: 1 });
  const second = messages.next();
  while (asked < 3) {
    changes.wake(); // changes nothing that is shown
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  shown = 2;
  changes.wake();
  assert.deepEqual(await second, { shown: 2 });
  changes.close();
  assert.equal(await messages.next(), null);
});

Deno.test("A reader who may no longer see it is let go, and one who leaves is forgotten", async () => {
  const changes = createChanges();
  let listeners = 0;
  const counted = {
    ...changes,
    subscribe(listener: () => void) {
      listeners++;
      const end = changes.subscribe(listener);
      return () => {
        listeners--;
        end();
      };
    },
  };
  let allowed = true;
  const options = { changes: counted, pause: 1 };
  const refused = reading(liveResponse({ ...options, produce: () => Promise.resolve(allowed ? {} : null) }));
  assert.deepEqual(await refused.next(), {});
  allowed = false;
  changes.wake();
  assert.equal(await refused.next(), null);
  assert.equal(listeners, 0);

  const left = reading(liveResponse({ ...options, produce: () => Promise.resolve({}) }));
  assert.deepEqual(await left.next(), {});
  await left.cancel();
  for (let i = 0; i < 200 && listeners > 0; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(listeners, 0);
});
