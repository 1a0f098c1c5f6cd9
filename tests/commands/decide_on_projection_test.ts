import assert from "node:assert/strict";
import { authoriseDecision, mayDecide, skipPoisonEvent } from "../../commands/decide_on_projection.ts";
import { foldStream, type Skipped, skips } from "../../domain/analysis/skips.ts";
import { installation } from "../../domain/installation/installation.ts";
import type { StudioId, UserId } from "../../domain/ids.ts";
import { openCommands } from "../support/commands.ts";

const userId = crypto.randomUUID() as UserId;
const asker = { actor: `user:${userId}`, userId, correlationId: crypto.randomUUID() };
const analyst = { ...asker, role: "analyst" as const };
const operator = { ...asker, role: undefined, operator: true };
const skipped: Skipped = {
  fold: "people",
  version: 1,
  eventId: crypto.randomUUID(),
  eventType: "PersonErased",
  stream: "person-1",
  revision: 0,
  reason: "written by a test",
};

Deno.test("an event is skipped once, by name, as a fact", async () => {
  await using world = await openCommands();
  await skipPoisonEvent(world.deps, analyst, skipped);
  await skipPoisonEvent(world.deps, operator, skipped);
  assert.deepEqual(await world.deps.handle.stateOf(skips, foldStream("people")), [skipped]);
});

Deno.test("from the second studio on only the operator decides; others never do", async () => {
  await using world = await openCommands();
  for (const role of ["owner", "associate", "auditor"] as const) {
    await assert.rejects(authoriseDecision(world.deps, { ...asker, role }), { reason: "forbidden" });
  }
  assert.ok(await mayDecide(world.deps, analyst));
  for (const studioId of [crypto.randomUUID(), crypto.randomUUID()] as StudioId[]) {
    await world.deps.handle(installation, "installation", { type: "ListStudio", at: world.deps.now(), studioId }, {
      actor: "system",
      studio: null,
      correlationId: crypto.randomUUID(),
      causationId: null,
      commandId: crypto.randomUUID(),
    });
  }
  await assert.rejects(skipPoisonEvent(world.deps, analyst, skipped), { reason: "forbidden" });
  await skipPoisonEvent(world.deps, operator, skipped);
});
