import assert from "node:assert/strict";
import { changeSettings } from "../../commands/change_settings.ts";
import { recordVisits } from "../../commands/record_visits.ts";
import { Rejected } from "../../domain/decider.ts";
import type { EventId } from "../../domain/ids.ts";
import { openApplication } from "../support/application.ts";

Deno.test("A studio's new address is its own, the former stays so, and another's is refused", async () => {
  await using test = await openApplication();
  const [ana, ben] = [await test.studio("ana"), await test.studio("ben")];
  const { commands, directory } = test.app;
  const { position } = await changeSettings(commands, ana.owner.caller(), { address: "anita", name: "Anita" });
  await directory.reached(position);
  assert.deepEqual([directory.studio(ana.id)?.address, directory.studio(ana.id)?.name], ["anita", "Anita"]);
  for (const address of ["anita", "ana"]) {
    await assert.rejects(
      changeSettings(commands, ben.owner.caller(), { address }),
      (error) => error instanceof Rejected && error.reason === "address_taken",
    );
  }
  await changeSettings(commands, ana.owner.caller(), { address: "ana" });
  const associate = await test.member(ana, "associate");
  await assert.rejects(
    changeSettings(commands, associate.caller(), { name: "Mine" }),
    (error) => error instanceof Rejected && error.reason === "forbidden",
  );
});

Deno.test("Visits are kept in batches that stay small", async () => {
  await using test = await openApplication();
  const { id, owner } = await test.studio("ana");
  const eventId = crypto.randomUUID() as EventId;
  const visits = Array.from({ length: 1_001 }, (_, n) => ({
    visitor: `visitor-${n}`,
    at: "2026-11-01T10:00:00.000Z",
    what: "opened" as const,
    source: "direct",
    referrer: null,
  }));
  const process = crypto.randomUUID();
  await recordVisits(test.app.commands, { ...owner.caller(), actor: "system" }, {
    eventId,
    day: "2026-11-01",
    process,
    visits,
  });
  const counts: number[] = [];
  for await (const { data, type } of test.app.store.read(`visits-${eventId}-2026-11-01-${process}`)) {
    assert.equal(type, "PagesVisited");
    const batch = data as { studioId: string; visits: unknown[] };
    assert.equal(batch.studioId, id);
    counts.push(batch.visits.length);
  }
  assert.deepEqual(counts, [500, 500, 1]);
});
