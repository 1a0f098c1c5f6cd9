import assert from "node:assert/strict";
import { backoff } from "../../reactors/runtime/backoff.ts";
import { systemClock, TestClock } from "../../reactors/runtime/clock.ts";
import { Loop } from "../../reactors/runtime/loop.ts";
import { Pauses } from "../../reactors/runtime/pauses.ts";

Deno.test("pauses double up to an hour, and half of each is left to chance", () => {
  assert.deepEqual([1, 2, 3, 4].map((attempt) => backoff(attempt, 1)), [5_000, 10_000, 20_000, 40_000]);
  assert.deepEqual([1, 2].map((attempt) => backoff(attempt, 0)), [2_500, 5_000]);
  assert.deepEqual([20, 1_000].map((attempt) => backoff(attempt, 1)), [3_600_000, 3_600_000]);
});

Deno.test("a paused channel lets nothing through, then one, then all; a second refusal doubles the pause", () => {
  const pauses = new Pauses();
  assert.equal(pauses.allowed("mail", 5, 0), 5);
  assert.equal(pauses.begin("mail", 0), 30_000);
  assert.equal(pauses.begin("mail", 10), 30_000); // one that was in flight when it began
  assert.equal(pauses.allowed("mail", 5, 29_999), 0);
  assert.equal(pauses.allowed("vault", 1, 0), 1);
  assert.equal(pauses.allowed("mail", 5, 30_000), 1);
  assert.equal(pauses.begin("mail", 30_000), 90_000);
  assert.deepEqual(pauses.list(30_001), [{ channel: "mail", until: "1970-01-01T00:01:30.000Z" }]);
  pauses.end("mail");
  assert.equal(pauses.allowed("mail", 5, 30_001), 5);
});

Deno.test("an outside that says when to come back is believed", () => {
  assert.equal(new Pauses().begin("mail", 0, 5_000), 5_000);
});

Deno.test("a clock that is moved calls what was due until then, in one go and once", () => {
  const clock = new TestClock("2026-01-01T00:00:00.000Z");
  const called: string[] = [];
  clock.at(new Date("2026-01-01T00:10:00.000Z"), () => called.push("ten"));
  clock.at(new Date("2026-01-01T00:20:00.000Z"), () => called.push("twenty"));
  clock.at(new Date("2026-01-01T00:05:00.000Z"), () => called.push("never"))();
  clock.pass(15 * 60_000);
  assert.deepEqual(called, ["ten"]);
  clock.moveTo("2026-01-01T00:00:00.000Z"); // not backwards
  clock.moveTo("2026-01-01T01:00:00.000Z");
  assert.deepEqual(called, ["ten", "twenty"]);
});

for (const milliseconds of [-1_000, 0, 50, 2_500]) {
  Deno.test(`the machine's clock calls for a moment ${milliseconds} ms away, not before it`, async () => {
    const moment = new Date(Date.now() + milliseconds);
    await new Promise<void>((resolve) => systemClock.at(moment, resolve));
    assert.ok(Date.now() >= moment.getTime() - 1);
  });
}

Deno.test("the machine's clock can be told not to call for something far away", () => {
  systemClock.at(new Date(Date.now() + 90 * 86_400_000), () => assert.fail())();
});

Deno.test("a loop that is woken during its turn takes another one: no news is lost", async () => {
  let turns = 0;
  const second = Promise.withResolvers<void>();
  const loop: Loop = new Loop("test", systemClock, () => {
    if (++turns === 1) loop.wake();
    if (turns === 2) second.resolve();
    return Promise.resolve(null);
  });
  loop.start();
  await second.promise;
  await loop.stop();
  assert.equal(turns, 2);
});

Deno.test("a turn that fails is taken again, and told of", async () => {
  const problems: unknown[] = [];
  let turns = 0;
  const done = Promise.withResolvers<void>();
  const loop = new Loop("test", systemClock, () => {
    if (++turns < 3) return Promise.reject(new Error("gone"));
    done.resolve();
    return Promise.resolve(null);
  }, (problem) => problems.push(problem.what));
  loop.start();
  await done.promise;
  await loop.stop();
  assert.deepEqual(problems, ["test waits", "test waits"]);
});
