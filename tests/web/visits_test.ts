import assert from "node:assert/strict";
import type { EventId, StudioId } from "../../domain/ids.ts";
import { cameFrom, createVisits, type VisitBatch } from "../../web/visits.ts";

const event = { eventId: "e1" as EventId, studioId: "s1" as StudioId };
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

function request(path = "/webinars/x", headers: Record<string, string> = {}): Request {
  return new Request(`https://studio.example${path}`, { headers: { "user-agent": browser, ...headers } });
}

function counting(fail: { times: number } = { times: 0 }) {
  const written: VisitBatch[] = [];
  let at = "2026-11-21T10:00:00.000Z";
  const visits = createVisits({
    record(batch) {
      if (fail.times-- > 0) return Promise.reject(new Error("the log is away"));
      written.push(structuredClone(batch));
      return Promise.resolve();
    },
    secretOf: (day) => `salt of ${day}`,
    now: () => at,
    everyMs: 3_600_000,
  });
  return { visits, written, until: (moment: string) => void (at = moment) };
}

Deno.test("looks are written together, by event and day", async () => {
  const { visits, written, until } = counting();
  visits.seen(event, "opened", request("/webinars/x?utm_source=mail"), "10.0.0.1");
  visits.seen(event, "form_refused", request(), "10.0.0.1");
  until("2026-11-22T00:00:00.000Z");
  visits.seen(event, "opened", request(), "10.0.0.1");
  await visits.close();
  assert.deepEqual(written.map(({ day, visits }) => [day, visits.map(({ what }) => what)]), [
    ["2026-11-21", ["opened", "form_refused"]],
    ["2026-11-22", ["opened"]],
  ]);
  assert.equal(written[0]!.visits[0]!.source, "mail");
});

Deno.test("a visitor is the same all day and another one tomorrow, and holds nothing of the address", async () => {
  const { visits, written, until } = counting();
  visits.seen(event, "opened", request(), "10.0.0.1");
  visits.seen(event, "opened", request(), "10.0.0.1");
  visits.seen(event, "opened", request(), "10.0.0.2");
  until("2026-11-22T10:00:00.000Z");
  visits.seen(event, "opened", request(), "10.0.0.1");
  await visits.close();
  const [one, again, other, tomorrow] = written.flatMap(({ visits }) => visits.map(({ visitor }) => visitor));
  assert.equal(one, again);
  assert.equal(new Set([one, other, tomorrow]).size, 3);
  assert.doesNotMatch(JSON.stringify(written), /10\.0\.0|Firefox/);
});

Deno.test("robots, empty names and pages fetched ahead are not counted", async () => {
  const { visits, written } = counting();
  visits.seen(event, "opened", request("/", { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" }), "a");
  visits.seen(event, "opened", request("/", { "user-agent": "" }), "a");
  visits.seen(event, "opened", request("/", { "sec-purpose": "prefetch;prerender" }), "a");
  await visits.close();
  assert.deepEqual(written, []);
});

Deno.test("what could not be written is written the next time", async () => {
  const { visits, written } = counting({ times: 1 });
  visits.seen(event, "opened", request(), "a");
  await visits.flush();
  assert.deepEqual(written, []);
  await visits.close();
  assert.equal(written.length, 1);
});

Deno.test("who looked five minutes ago is not looking any more", async () => {
  const { visits, until } = counting();
  visits.seen(event, "opened", request(), "a");
  visits.seen(event, "opened", request(), "a");
  visits.seen(event, "opened", request(), "b");
  assert.equal(visits.looking("e1"), 2);
  until("2026-11-21T10:05:00.001Z");
  assert.equal(visits.looking("e1"), 0);
  await visits.close();
});

Deno.test("a visit comes from where its link says, else from the page that led here, else directly", () => {
  const from = (path: string, referer?: string) => cameFrom(request(path, referer ? { referer } : {}));
  assert.deepEqual(from("/?utm_source=news", "https://blog.example/a"), { source: "news", referrer: "blog.example" });
  assert.deepEqual(from("/", "https://blog.example/a"), { source: "blog.example", referrer: "blog.example" });
  assert.deepEqual(from("/", "https://studio.example/webinars"), { source: "direct", referrer: null });
  assert.deepEqual(from("/", "nonsense"), { source: "direct", referrer: null });
});
