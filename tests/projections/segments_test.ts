import assert from "node:assert/strict";
import type { AnyFact } from "../../domain/catalogue.ts";
import type { LeadFilter } from "../../domain/crm/events.ts";
import * as q from "../../projections/queries.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { campaigns } from "../../reactors/campaigns.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { Folded } from "../reactors/support/fold.ts";
import { startPostgres } from "../support/postgres.ts";
import { openHistory, studio, writeHistory } from "./history.ts";
import { caughtUp, run } from "./running.ts";

const filters: LeadFilter[] = [
  {},
  { tags: ["vip"] },
  { withoutTags: ["vip"], tags: ["fair"] },
  { source: "fair" },
  { medium: "cpc", marketing: true },
  { campaign: "autumn" },
  { owner: "nobody", marketing: false },
  { standing: "registered" },
  { standing: "cancelled", medium: "cpc" },
  { standing: "attended" },
  { newWithinDays: 1 },
  { quietForDays: 1 },
];

Deno.test("a mailing finds in a segment whom the list of people finds, but for the erased, whatever happened before", async () => {
  await using postgres = await startPostgres();
  const { db, pool, close } = openReadModels<q.ReadModels>(postgres.connection);
  const history = await openHistory();
  await writeHistory(history, 900, 21, { marketing: true });
  const running = run(pool, history);
  await caughtUp(pool, history);
  await running.stop();
  const folded = new Folded(campaigns as unknown as Reactor);
  for await (const event of history.log.readAll({ after: -1n })) {
    for (const fact of await history.codec.decodePage([event])) folded.apply(fact as AnyFact);
  }
  const erased = new Set(
    (await db.selectFrom("people").select("person_id").where("erased", "=", true).execute()).map((row) =>
      row.person_id
    ),
  );
  const now = "2026-01-02T15:00:00.000Z";
  for (const [n, filter] of filters.entries()) {
    const found = await q.peopleIds(db, { studioId: studio, filter, now }, { after: null, limit: 10_000 });
    const campaignId = crypto.randomUUID();
    folded.given("CampaignPlanned", {
      campaignId,
      studioId: studio,
      purpose: "marketing",
      audience: { segmentId: crypto.randomUUID(), name: "Some", filter },
      texts: [{ language: "es", subject: "Hola", body: "Texto" }],
      sendAt: now,
    }, { stream: `campaign-${campaignId}` });
    folded.given("TimerElapsed", { reactor: "campaigns", key: campaignId, due: now }, { stream: `timer-${n}` });
    const got = folded.rows<{ campaign_id: string; person_id: string }>("recipients")
      .filter((row) => row.campaign_id === campaignId).map((row) => row.person_id);
    assert.deepEqual(got.sort(), found.filter((id) => !erased.has(id)).sort(), JSON.stringify(filter));
    if (n < 6) assert.ok(got.length > 0, `${JSON.stringify(filter)} has nobody`);
  }
  await close();
  await history.close();
});
