import assert from "node:assert/strict";
import type { CommandDeps } from "../../commands/deps.ts";
import { register } from "../../commands/register.ts";
import { catalogue } from "../../domain/catalogue.ts";
import { Rejected } from "../../domain/decider.ts";
import { createCodec } from "../../event_store/codec.ts";
import { createHandle } from "../../event_store/handle.ts";
import { type EventStore, WrongRevision } from "../../event_store/port.ts";
import { openCommands, publishedEvent, registrationOf, type TestCommands, visitor } from "../support/commands.ts";

const RIVALS = 32;

Deno.test(`of ${RIVALS} people who want the last seat at once, exactly one gets it`, async () => {
  await using open = await openCommands();
  assert.deepEqual(await race(open, [open.deps]), { confirmed: 1, full: RIVALS - 1, seatsTaken: 1 });
});

Deno.test("exactly one gets it when they come by many processes", async () => {
  await using open = await openCommands();
  const processes = Array.from({ length: 8 }, () => anotherProcess(open, open.store));
  assert.deepEqual(await race(open, processes), { confirmed: 1, full: RIVALS - 1, seatsTaken: 1 });
});

Deno.test("negative control: without the check of the revision the same race sells the seat again and again", async () => {
  await using open = await openCommands();
  const processes = Array.from({ length: 8 }, () => anotherProcess(open, heedless(open.store)));
  const { confirmed, seatsTaken } = await race(open, processes);
  assert.ok(confirmed > 1, `the race must be able to oversell, ${confirmed} got the seat`);
  assert.equal(seatsTaken, confirmed);
});

Deno.test(`${RIVALS} people at once, for half as many seats and a waitlist: half have a seat, half a place each in the line`, async () => {
  await using open = await openCommands();
  const eventId = await publishedEvent(open, { capacity: RIVALS / 2 });
  const processes = Array.from({ length: 4 }, () => anotherProcess(open, open.store));
  const answers = await Promise.all(
    Array.from({ length: RIVALS }, (_, i) => register(processes[i % 4]!, visitor(), registrationOf(eventId, `p${i}`))),
  );
  const places = answers.flatMap((answer) =>
    answer.outcome === "registered" && answer.position ? [answer.position] : []
  );
  assert.deepEqual(places.sort((a, b) => a - b), Array.from({ length: RIVALS / 2 }, (_, i) => i + 1));
});

/** Everybody wants the one seat of an event without a waitlist. */
async function race(open: TestCommands, processes: readonly CommandDeps[]) {
  const eventId = await publishedEvent(open, { capacity: 1, waitlist: false });
  const answers = await Promise.all(
    Array.from(
      { length: RIVALS },
      (_, i) =>
        register(processes[i % processes.length]!, visitor(), registrationOf(eventId, `p${i}`)).then(
          () => "confirmed",
          (error) => {
            if (error instanceof Rejected && error.reason === "event_full") return "full";
            throw error;
          },
        ),
    ),
  );
  const seats = (await open.facts()).filter((fact) => fact.type === "RegistrationConfirmed");
  return {
    confirmed: answers.filter((answer) => answer === "confirmed").length,
    full: answers.filter((answer) => answer === "full").length,
    seatsTaken: seats.length,
  };
}

/** What another process has: a state of its own, on the same log and vault. */
function anotherProcess({ deps }: TestCommands, store: EventStore): CommandDeps {
  const keys = deps.vault as CommandDeps["vault"] & Parameters<typeof createCodec>[0]["keys"];
  const clock = () => new Date(deps.now());
  return { ...deps, handle: createHandle({ store, codec: createCodec({ catalogue, keys }), clock }) };
}

/** The same log, but whoever comes too late is appended all the same. */
function heedless(store: EventStore): EventStore {
  const append: EventStore["append"] = async (stream, events, expected) => {
    for (;;) {
      try {
        return await store.append(stream, events, expected);
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
        expected = error.actual;
      }
    }
  };
  return { ...store, append };
}
