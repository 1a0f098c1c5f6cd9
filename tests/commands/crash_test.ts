import assert from "node:assert/strict";
import { createEvent } from "../../commands/create_event.ts";
import type { Caller, CommandDeps } from "../../commands/deps.ts";
import { erasePerson } from "../../commands/erase_person.ts";
import { openStudio } from "../../commands/open_studio.ts";
import { register } from "../../commands/register.ts";
import { updateEvent } from "../../commands/update_event.ts";
import {
  newEvent,
  newStudio,
  openCommands,
  publishedEvent,
  registrationOf,
  type TestCommands,
  visitor,
} from "../support/commands.ts";

class Killed extends Error {}

/** Deps of a process that dies after so many of its commands have been appended; what the last one answered is lost. */
function dyingAfter(commands: number, deps: CommandDeps): CommandDeps {
  let left = commands;
  const handle = (async (...args: Parameters<CommandDeps["handle"]>) => {
    const handled = await deps.handle(...args);
    if (left-- === 0) throw new Killed();
    return handled;
  }) as CommandDeps["handle"];
  return { ...deps, handle: Object.assign(handle, { stateOf: deps.handle.stateOf }) };
}

/** Kills the use case after each of its commands in turn, asks again, and compares with one that ran through. */
function survives(
  name: string,
  use: (open: TestCommands) => Promise<(deps: CommandDeps, caller: Caller) => Promise<unknown>>,
) {
  Deno.test(`${name} survives a kill after each of its steps`, async () => {
    const commandId = crypto.randomUUID();
    const whole = await run(commandId, Infinity);
    let kills = 0;
    for (let step = 0;; step++) {
      const interrupted = await run(commandId, step);
      assert.deepEqual(interrupted.facts, whole.facts, `killed after step ${step}`);
      if (!interrupted.killed) break;
      kills++;
    }
    assert.ok(kills > 0);

    async function run(commandId: string, steps: number) {
      await using open = await openCommands();
      const { deps, as, facts } = open;
      const ask = await use(open);
      const before = (await facts()).length;
      const caller = as("owner", { commandId });
      const killed = await ask(dyingAfter(steps, deps), caller).then(() => false, (error) => {
        if (error instanceof Killed) return true;
        throw error;
      });
      if (killed) await ask(deps, caller);
      await ask(deps, caller);
      const led = (await facts()).slice(before).map(({ type, stream }) => `${type} ${stream.split("-")[0]}`);
      return { facts: led, killed };
    }
  });
}

survives(
  "opening a studio",
  () => Promise.resolve((deps, caller) => openStudio(deps, caller, { ...newStudio, address: "ana" })),
);

survives("creating an event", () => Promise.resolve((deps, caller) => createEvent(deps, caller, newEvent)));

survives("giving an event another address", async (open) => {
  const eventId = await publishedEvent(open);
  return (deps, caller) => updateEvent(deps, caller, eventId, { title: "Otro título", slug: "otra" });
});

survives("registering twice by the form", async (open) => {
  const eventId = await publishedEvent(open);
  await register(open.deps, visitor(), registrationOf(eventId, "ana"));
  return (deps, caller) => register(deps, caller, registrationOf(eventId, "ana"));
});

survives("erasing a person", async (open) => {
  const eventId = await publishedEvent(open);
  const { personId } = await register(open.deps, visitor(), registrationOf(eventId, "ana"));
  return (deps, caller) => erasePerson(deps, caller, { personId, reason: "requested" });
});
