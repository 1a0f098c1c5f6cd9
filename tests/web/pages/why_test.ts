import assert from "node:assert/strict";
import { createEvent } from "../../../commands/create_event.ts";
import { catalogue } from "../../../domain/catalogue.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { createCodec } from "../../../event_store/codec.ts";
import { decideAgain } from "../../../web/pages/why/decide_again.ts";
import { priceOf } from "../../../web/pages/why/price.ts";
import { newEvent, openCommands } from "../../support/commands.ts";
import { created } from "../../support/created_event.ts";

Deno.test("why an event could not go public names everything that stood in the way, in the reader's language", async () => {
  await using test = await openCommands();
  const price = { amount: 0, currency: "EUR" };
  const { eventId } = await createEvent(test.deps, test.as(), { ...newEvent, description: " ", access: "paid", price });
  // what is decided needs nothing personal
  const codec = createCodec({ catalogue, keys: { keysOf: () => Promise.resolve(new Map()) } });
  const app = { store: test.store, codec };
  const before = (await test.facts()).length;
  test.setNow("2026-11-25T10:00:00.000Z");
  const [publish] = (await decideAgain(app, { eventId, at: "2026-11-25T10:00:00.000Z", locale: "de" }))!;
  assert.equal(publish!.command, "PublishEvent");
  assert.equal(publish!.refused, "not_ready_to_publish");
  assert.deepEqual(publish!.blockers!.map(({ reason }) => reason), [
    "not_ready_to_publish",
    "payments_not_connected",
    "date_in_past",
  ]);
  assert.deepEqual(publish!.blockers![0]!.missing, ["Eine Beschreibung", "Ein Preis, falls kostenpflichtig"]);
  // of a moment before the date there is one thing less, and nothing was appended by asking
  const [earlier] = (await decideAgain(app, { eventId, at: "2026-11-20T10:00:00.000Z", locale: "en" }))!;
  assert.equal(earlier!.blockers!.length, 2);
  assert.equal((await test.facts()).length, before);
});

Deno.test("a price is told with the rule that made it: early until its end, the list price from that moment", () => {
  const price = { amount: 4900, currency: "EUR" } as const;
  const early = { price: { amount: 2900, currency: "EUR" }, until: "2031-11-01T00:00:00.000Z" } as const;
  const paid = { ...created, data: { ...created.data, access: "paid", price } } as VirtualEventEvent;
  const pricing = { access: "paid", price, earlyBird: early, companyBilling: false };
  const set = { type: "PricingSet", data: { eventId: created.data.eventId, pricing } } as VirtualEventEvent;
  const state = (...facts: VirtualEventEvent[]) => facts.reduce(virtualEvent.evolve, virtualEvent.initial());
  const rule = (facts: VirtualEventEvent[], at: string) => {
    const explained = priceOf(state(...facts), at);
    return explained && [explained.rule, explained.price?.amount ?? null];
  };
  assert.equal(rule([], "2031-10-01T00:00:00.000Z"), null);
  assert.deepEqual(rule([created], "2031-10-01T00:00:00.000Z"), ["free", null]);
  assert.deepEqual(rule([paid], "2031-10-01T00:00:00.000Z"), ["list", 4900]);
  assert.deepEqual(rule([paid, set], "2031-10-31T23:59:59.999Z"), ["early", 2900]);
  assert.deepEqual(rule([paid, set], early.until), ["late", 4900]);
});
