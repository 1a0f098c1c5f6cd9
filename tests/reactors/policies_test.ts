import assert from "node:assert/strict";
import { reactors } from "../../reactors/all.ts";
import { erasePeople } from "../../reactors/erase_people.ts";
import { issuers } from "../../reactors/issuers.ts";
import { BATCH, promoteWaitlist } from "../../reactors/promote_waitlist.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const promotions = () => begin.published(new Folded(promoteWaitlist as unknown as Reactor));
const raised = (f: Folded) => f.given("CapacityRaised", { eventId: ids.event, capacity: 500, formerly: 1 });
const seat = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const wait = (f: Folded, count: number) => {
  for (let n = 1; n <= count; n++) {
    f.given("RegistrationWaitlisted", { eventId: ids.event, registrationId: seat(n), personId: seat(n), position: n });
  }
  return f;
};
const promote = (f: Folded, from: number, to: number, commandId: string) => {
  for (let n = from; n <= to; n++) {
    f.given("RegistrationConfirmed", {
      eventId: ids.event,
      registrationId: seat(n),
      personId: seat(n),
      from: "waitlist",
    }, {
      actor: "reactor:promote_waitlist",
      command: "PromoteFromWaitlist",
      commandId,
    });
  }
  return f;
};
const open = (f: Folded) => f.commands.filter((command) => command.open);

Deno.test("more places with nobody waiting lead to nothing", () => {
  assert.deepEqual(raised(promotions()).commands, []);
});

Deno.test("more places move the line up in hundreds until a batch is not full", () => {
  const f = raised(wait(promotions(), 130));
  assert.deepEqual(open(f).map(({ type, stream, data }) => ({ type, stream, data })), [
    { type: "PromoteFromWaitlist", stream: `event-${ids.event}`, data: { limit: BATCH } },
  ]);
  const [first] = open(f);
  promote(f, 1, 99, first!.command_id);
  assert.equal(open(f).length, 0);
  promote(f, 100, 100, first!.command_id);
  const [second] = open(f);
  assert.notEqual(second?.command_id, first!.command_id);
  promote(f, 101, 130, second!.command_id);
  assert.deepEqual(open(f), []);
  assert.equal(f.commands.length, 2);
});

Deno.test("a seat that a cancellation freed is not the policy's business", () => {
  const f = wait(promotions(), 1)
    .given("RegistrationConfirmed", {
      eventId: ids.event,
      registrationId: seat(1),
      personId: seat(1),
      from: "waitlist",
    }, {
      command: "CancelRegistration",
    });
  assert.deepEqual(f.commands, []);
  assert.deepEqual(raised(f).commands, []);
});

Deno.test("a command's id is the same however often the fact is folded, and a declined one is closed", () => {
  const commandId = () => open(raised(wait(promotions(), 3)))[0]!.command_id;
  assert.equal(commandId(), commandId());
  const f = raised(wait(promotions(), 3));
  f.given("CommandDeclined", {
    commandId: open(f)[0]!.command_id,
    command: "PromoteFromWaitlist",
    reason: "event_over",
  }, {
    actor: "reactor:promote_waitlist",
    commandId: open(f)[0]!.command_id,
  });
  assert.deepEqual(open(f), []);
});

Deno.test("every command that a reactor issues is somebody's to decide", () => {
  const issued = reactors.flatMap(({ issues = [] }) => issues);
  assert.deepEqual(issued.toSorted(), Object.keys(issuers).toSorted());
});

Deno.test("no two reactors have the same name", () => {
  assert.equal(new Set(reactors.map(({ name }) => name)).size, reactors.length);
});

Deno.test("an erased person gives up the places they have, and their keys go", () => {
  const f = begin.registered(begin.published(new Folded(erasePeople as unknown as Reactor)), "ana");
  f.given("PersonErased", { studioId: ids.studio, personId: ids.ana, reason: "requested" }, {
    stream: `person-${ids.ana}`,
  });
  assert.deepEqual(f.commands.map(({ type, stream, data }) => ({ type, stream, data })), [
    { type: "ErasePersonFromEvent", stream: `event-${ids.event}`, data: { personId: ids.ana } },
  ]);
  assert.deepEqual(f.outbox.map(({ channel, key, person_id }) => ({ channel, key, person_id })), [
    { channel: "vault", key: `keys:${ids.ana}`, person_id: ids.ana },
  ]);
});

Deno.test("somebody erased without a place only loses the keys", () => {
  const f = begin.cancelled(
    begin.registered(begin.published(new Folded(erasePeople as unknown as Reactor)), "ana"),
    "ana",
  );
  f.given("PersonErased", { studioId: ids.studio, personId: ids.ana, reason: "requested" }, {
    stream: `person-${ids.ana}`,
  });
  assert.deepEqual(f.commands, []);
  assert.equal(f.outbox.length, 1);
});
