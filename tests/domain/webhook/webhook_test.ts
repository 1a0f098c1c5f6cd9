import type { WebhookEvent, WebhookId } from "../../../domain/webhook/events.ts";
import { type AddWebhook, webhook } from "../../../domain/webhook/webhook.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";

const at = "2026-11-01T10:00:00.000Z";
const which = { webhookId: id.any<WebhookId>("webhook"), studioId: id.studio() };
const settings = { host: "hooks.example.com", types: ["registration.confirmed"], note: "", personal: false };
const add: AddWebhook = { type: "AddWebhook", at, ...which, ...settings };
const added: WebhookEvent = { type: "WebhookAdded", data: { ...which, ...settings } };
const paused = (reason: "switched_off" | "gone"): WebhookEvent => ({
  type: "WebhookPaused",
  data: { ...which, by: reason === "gone" ? "receiver" : "trainer", reason },
});
const resumed: WebhookEvent = { type: "WebhookResumed", data: which };
const removed: WebhookEvent = { type: "WebhookRemoved", data: which };
const change = (changes: Partial<typeof settings>, moved = false) =>
  ({ type: "ChangeWebhook", at, changes, moved }) as const;
const changed = (changes: Partial<typeof settings>): WebhookEvent => ({
  type: "WebhookChanged",
  data: { ...which, changes },
});

Deno.test("a webhook is added once", () => {
  given(webhook).when(add).then(added);
  given(webhook, added).when(add).then();
});

Deno.test("only what is different is a change; another address is one, even on the same host", () => {
  given(webhook, added).when(change({ ...settings, types: ["lead.captured"] })).then(
    changed({ types: ["lead.captured"] }),
  );
  given(webhook, added).when(change({ ...settings })).then();
  given(webhook, added).when(change({ host: settings.host }, true)).then(changed({ host: settings.host }));
  given(webhook, added, changed({ note: "CRM" })).when(change({ note: "CRM" })).then();
});

Deno.test("switching off and on is two facts, each once; a receiver that is gone stops it, once", () => {
  given(webhook, added).when({ type: "SwitchWebhook", at, on: false }).then(paused("switched_off"));
  given(webhook, added, paused("switched_off")).when({ type: "SwitchWebhook", at, on: false }).then();
  given(webhook, added).when({ type: "GiveUpWebhook", at }).then(paused("gone"));
  given(webhook, added, paused("gone")).when({ type: "GiveUpWebhook", at }).then();
  given(webhook, added, paused("switched_off")).when({ type: "GiveUpWebhook", at }).then();
  given(webhook, added, paused("gone")).when({ type: "SwitchWebhook", at, on: true }).then(resumed);
});

Deno.test("each rotation is another generation, and the former secret holds for a day", () => {
  const rotate = { type: "RotateWebhookSecret", at } as const;
  const rotated = (generation: number): WebhookEvent => ({
    type: "WebhookSecretRotated",
    data: { ...which, generation, formerUntil: "2026-11-02T10:00:00.000Z" },
  });
  given(webhook, added).when(rotate).then(rotated(2));
  given(webhook, added, rotated(2)).when(rotate).then(rotated(3));
});

Deno.test("a test goes out while it is on", () => {
  const testId = id.any<string>("test");
  const test = { type: "RequestWebhookTest", at, testId } as const;
  given(webhook, added).when(test).then({ type: "WebhookTestRequested", data: { ...which, testId } });
  given(webhook, added, paused("gone")).when(test).rejects("webhook_paused");
});

Deno.test("what is removed, or never was, is not found", () => {
  given(webhook, added).when({ type: "RemoveWebhook", at }).then(removed);
  given(webhook, added, removed).when({ type: "RemoveWebhook", at }).rejects("webhook_not_found");
  given(webhook).when({ type: "SwitchWebhook", at, on: true }).rejects("webhook_not_found");
});
