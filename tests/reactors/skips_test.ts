import assert from "node:assert/strict";
import { catalogue } from "../../domain/catalogue.ts";
import { conversion } from "../../domain/conversion/conversion.ts";
import { studio } from "../../domain/studio/studio.ts";
import { suppression } from "../../domain/suppression/suppression.ts";
import { tracking } from "../../domain/tracking/tracking.ts";
import { webhook } from "../../domain/webhook/webhook.ts";
import { createCodec } from "../../event_store/codec.ts";
import { conversionPlatforms } from "../../gateways/conversions/platforms.ts";
import { CallFailure } from "../../gateways/conversions/port.ts";
import { WebhookFailure } from "../../gateways/webhooks/port.ts";
import { confirmations } from "../../reactors/confirmations.ts";
import { conversions } from "../../reactors/conversions.ts";
import { conversionChannel } from "../../reactors/conversions/channel.ts";
import { handovers } from "../../reactors/handovers.ts";
import { organizers } from "../../reactors/organizers.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { factAt } from "../../reactors/runtime/facts.ts";
import { webhookChannel } from "../../reactors/webhooks/channel.ts";
import { webhooks } from "../../reactors/webhooks.ts";
import { begin, Folded, ids } from "./support/fold.ts";
import { report, withPostgres, type World, world } from "./support/world.ts";

withPostgres();

const only = (...reactors: unknown[]) => ({ reactors: reactors as Reactor[] });
const skips = async (w: World) => (await w.facts("DeliverySkipped")).map(({ data }) => data.reason);
const dbOf = (w: World) => ({
  query: async ({ text, values }: { text: string; values: unknown[] }) => ({ rows: await w.query(text, values) }),
} as never);
const factsOf = (w: World) => factAt(w.store, createCodec({ catalogue, keys: w.vault }));

Deno.test("whose address takes nothing is not written to (address_bounced)", async () => {
  await using w = await world(only(confirmations));
  w.work();
  const personId = await w.vault.resolvePerson(w.studioId, "ana@example.com");
  const command = { type: "SuppressAddress", studioId: w.studioId, personId, reason: "bounced" };
  await w.decide(suppression, `suppression-${personId}`, command);
  await w.register(await w.event(), "ana@example.com");
  await w.settled();
  assert.deepEqual([await skips(w), w.mails.sent.length], [["address_bounced"], 0]);
});

Deno.test("a speaker without an address hears nothing (no_address), a manager nothing of nothing (nothing_new)", async () => {
  const reports = { event: () => Promise.resolve(report), digest: () => Promise.resolve([]) };
  await using w = await world({ ...only(organizers), reports });
  w.work();
  const [owner] = await w.facts("MemberJoined");
  const programmeManager = { userId: owner!.data.userId, newRegistrations: true, reminders: false, reports: false };
  await w.decide(studio, `studio-${w.studioId}`, { type: "ChangeSettings", changes: { programmeManager } });
  const eventId = await w.event();
  await w.onEvent(eventId, {
    type: "NameSpeaker",
    speakerId: crypto.randomUUID(),
    personId: await w.vault.resolvePerson(w.studioId, "speaker@example.com"),
    email: null,
    profile: { name: "Nora Núñez", title: null, company: null, links: [], bio: null, photo: null },
    role: "primary",
  });
  await w.register(eventId, "ana@example.com");
  await w.settled();
  w.clock.moveTo("2026-06-02T12:00:00.000Z");
  await w.settled();
  assert.deepEqual(await skips(w), ["nothing_new"]);
  w.clock.moveTo("2026-06-07T17:00:00.000Z");
  await w.settled();
  assert.ok((await skips(w)).includes("no_address"));
});

Deno.test("an offer that is taken back before it went out is none (transfer_withdrawn)", () => {
  const f = begin.registered(begin.published(new Folded(handovers as unknown as Reactor)), "ana");
  const to = { eventId: ids.event, registrationId: ids.anaSeat, toRegistrationId: ids.benSeat, toPersonId: ids.ben };
  f.given("TransferOffered", { ...to, expiresAt: "2026-06-03T10:00:00.000Z" }).given("TransferWithdrawn", to);
  assert.deepEqual(f.skipped, [`transfer_offered:${ids.benSeat}: transfer_withdrawn`]);
});

Deno.test("what waits for another try when its pixel is removed is not tried (tracking_removed)", async () => {
  await using w = await world(only(conversions));
  const at = "http://127.0.0.1:9";
  w.work({
    channels: {
      conversions: conversionChannel({
        db: dbOf(w),
        factAt: factsOf(w),
        platforms: conversionPlatforms({ meta: at, tiktok: at, googleAds: at, googleToken: at, ga4: at }),
        sendAll: (_platform, _connection, payloads) =>
          Promise.resolve(payloads.map(() => ({
            failure: new CallFailure("retry", "moment", 500, "it answered 500"),
            size: 1,
            latencyMs: 1,
          }))),
        tokenOf: () => Promise.resolve("token"),
        eventUrl: () => "https://webinars.example/e",
        baseUrl: () => "https://webinars.example",
        refuse: () => Promise.resolve(),
        tested: () => Promise.resolve(),
        clock: w.clock,
      }),
    },
  });
  const trackingId = crypto.randomUUID();
  await w.decide(tracking, `tracking-${trackingId}`, {
    type: "ConfigureTracking",
    trackingId,
    studioId: w.studioId,
    platform: "meta",
    pixelId: "8765432109876",
    settings: {},
    mapping: { registered: "Lead" },
    test: { result: "passed", note: "" },
  });
  const conversionId = crypto.randomUUID();
  await w.decide(conversion, `conversion-${conversionId}`, {
    type: "ReportConversion",
    conversionId,
    studioId: w.studioId,
    personId: await w.vault.resolvePerson(w.studioId, "ana@example.com"),
    what: "registered",
    eventId: null,
    value: null,
    happenedAt: w.clock.now().toISOString(),
    consent: { consentId: null, gpc: false, ads: true, statistics: true, textVersion: "1", choseAt: null },
    told: { email: "ana@example.com" },
  });
  await w.settled();
  assert.equal((await w.facts("DeliveryFailed")).length, 1);
  await w.decide(tracking, `tracking-${trackingId}`, { type: "RemoveTracking" });
  await w.settled();
  w.clock.pass(3_600_000);
  await w.settled();
  assert.deepEqual(await skips(w), ["tracking_removed"]);
});

Deno.test("a receiver that asks for rest gets it (receiver_rests); once removed it gets nothing (webhook_removed)", async () => {
  await using w = await world(only(webhooks));
  let calls = 0;
  w.work({
    channels: {
      webhooks: webhookChannel({
        db: dbOf(w),
        factAt: factsOf(w),
        gateway: {
          send: () => {
            calls++;
            return Promise.reject(new WebhookFailure("retry", "it answered 429", 429, 1, 600_000));
          },
        },
        addressOf: () => Promise.resolve("https://hooks.example.com/x"),
        secretOf: () => `whsec_${btoa("secret".padEnd(32, "."))}`,
        eventUrl: () => "https://webinars.example/e",
        gone: () => Promise.resolve(),
        clock: w.clock,
      }),
    },
  });
  const webhookId = crypto.randomUUID();
  const settings = { host: "hooks.example.com", types: ["registration.confirmed"], note: "", personal: false };
  const onHook = (command: object) => w.decide(webhook, `webhook-${webhookId}`, command);
  await onHook({ type: "AddWebhook", webhookId, studioId: w.studioId, ...settings });
  const eventId = await w.event({ reminders: [] });
  await w.register(eventId, "ana@example.com");
  await w.settled();
  await w.register(eventId, "ben@example.com");
  await w.settled();
  assert.deepEqual((await w.facts("DeliveryPostponed")).map(({ data }) => data.reason), ["receiver_rests"]);
  assert.equal(calls, 1);
  await onHook({ type: "RemoveWebhook" });
  await w.settled();
  w.clock.pass(3_600_000);
  await w.settled();
  assert.deepEqual(await skips(w), ["webhook_removed", "webhook_removed"]);
  assert.equal(calls, 1);
});

Deno.test("every reason for a skip that stands in the code is provoked by some test", async () => {
  const sources = async (folder: string) => {
    const texts: string[] = [];
    for await (const { isFile, isDirectory, name } of Deno.readDir(folder)) {
      if (isDirectory) texts.push(...await sources(`${folder}/${name}`));
      else if (isFile && /\.tsx?$/.test(name)) texts.push(await Deno.readTextFile(`${folder}/${name}`));
    }
    return texts;
  };
  const root = new URL("../../", import.meta.url).pathname;
  const code = (await Promise.all(["reactors", "gateways"].map((folder) => sources(root + folder)))).flat().join("\n");
  const tests = (await sources(`${root}tests`)).filter((text) => text.includes("Deno.test(")).join("\n");
  const reasons = new Set([...code.matchAll(/\b(?:skip|unfit|reason): "([a-z_]+)"/g)].map(([, reason]) => reason!));
  assert.ok(reasons.size > 30, "they are found");
  assert.deepEqual([...reasons].filter((reason) => !new RegExp(`\\b${reason}\\b`).test(tests)), []);
});
