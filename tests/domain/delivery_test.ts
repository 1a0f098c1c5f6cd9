import assert from "node:assert/strict";
import { delivery, deliveryId } from "../../domain/delivery/delivery.ts";
import type { DeliveryEvent } from "../../domain/delivery/events.ts";
import { given } from "../support/given.ts";

const at = "2026-11-01T10:00:00.000Z";
const leaseUntil = "2026-11-01T10:01:00.000Z";
const nextAttemptAt = "2026-11-01T10:05:00.000Z";
const which = { deliveryId: deliveryId("confirmations", "r1"), reactor: "confirmations", key: "r1", channel: "mail" };
const attempt = { type: "AttemptDelivery", at, ...which, leaseUntil } as const;
const skip = { type: "SkipDelivery", at, ...which, reason: "withdrawn" } as const;
const replay = { type: "ReplayDelivery", at } as const;
const succeed = (attempt = 1) => ({ type: "SucceedDelivery", at, attempt, receipt: "250 ok" }) as const;
const fail = (attempt = 1) => ({ type: "FailDelivery", at, attempt, error: "421", nextAttemptAt }) as const;
const abandon = (attempt = 1) => ({ type: "AbandonDelivery", at, attempt, error: "550" }) as const;

const attempted = (attempt = 1, repeatsUnknown = false): DeliveryEvent => ({
  type: "DeliveryAttempted",
  data: { ...which, attempt, repeatsUnknown, leaseUntil },
});
const id = { deliveryId: which.deliveryId };
const succeeded: DeliveryEvent = { type: "DeliverySucceeded", data: { ...id, attempt: 1, receipt: "250 ok" } };
const failed: DeliveryEvent = { type: "DeliveryFailed", data: { ...id, attempt: 1, error: "421", nextAttemptAt } };
const abandoned: DeliveryEvent = { type: "DeliveryAbandoned", data: { ...id, attempt: 1, error: "550" } };
const skipped: DeliveryEvent = { type: "DeliverySkipped", data: { ...which, reason: "withdrawn" } };
const replayed: DeliveryEvent = { type: "DeliveryReplayed", data: id };
const so = (...history: DeliveryEvent[]) => given(delivery, ...history);

Deno.test("the id of a delivery never changes, since it makes it happen once", () =>
  assert.equal(deliveryId("confirmations", "r1"), "e3f020c7-71ac-586e-ae64-f2a7f071fbff"));

Deno.test("AttemptDelivery is the first", () => so().when(attempt).then(attempted()));
Deno.test("AttemptDelivery refuses while somebody has the lease", () =>
  so(attempted()).when(attempt).rejects("delivery_leased", { leaseUntil }));
Deno.test("AttemptDelivery takes over once the lease is over, and says that the outcome was unknown", () =>
  so(attempted()).when({ ...attempt, at: leaseUntil }).then(attempted(2, true)));
Deno.test("AttemptDelivery takes over at once from a process that is gone", () =>
  so(attempted()).when({ ...attempt, holderGone: true }).then(attempted(2, true)));
Deno.test("AttemptDelivery tries again when it is due, not before", () => {
  so(attempted(), failed).when(attempt).rejects("delivery_not_due", { nextAttemptAt });
  so(attempted(), failed).when({ ...attempt, at: nextAttemptAt }).then(attempted(2));
});
Deno.test("AttemptDelivery refuses what is settled", () => {
  so(attempted(), succeeded).when(attempt).rejects("delivery_settled", { status: "succeeded" });
  so(skipped).when(attempt).rejects("delivery_settled", { status: "skipped" });
});
Deno.test("AttemptDelivery refuses what was abandoned until somebody replays it", () => {
  so(attempted(), abandoned).when(attempt).rejects("delivery_abandoned");
  so(attempted(), abandoned, replayed).when(attempt).then(attempted(2));
});

Deno.test("SucceedDelivery settles it once", () => {
  so(attempted()).when(succeed()).then(succeeded);
  so(attempted(), succeeded).when(succeed()).thenNothing();
});
Deno.test("SucceedDelivery counts after another attempt has taken over: it went out", () =>
  so(attempted(), attempted(2, true)).when(succeed(1)).then(succeeded));
Deno.test("FailDelivery says when to try again", () => so(attempted()).when(fail()).then(failed));
Deno.test("FailDelivery of an attempt that was taken over, or has its outcome, is nothing", () => {
  so(attempted(), attempted(2, true)).when(fail(1)).thenNothing();
  so(attempted(), succeeded).when(fail(1)).thenNothing();
  so(attempted(), failed).when(fail(1)).thenNothing();
});
Deno.test("AbandonDelivery ends it", () => so(attempted()).when(abandon()).then(abandoned));
Deno.test("AbandonDelivery of an attempt that was taken over is nothing", () =>
  so(attempted(), attempted(2, true)).when(abandon(1)).thenNothing());
for (const outcome of [succeed(), fail(), abandon()]) {
  Deno.test(`${outcome.type} refuses an attempt that nobody made`, () => {
    so().when(outcome).rejects("delivery_not_attempted");
    so(attempted()).when({ ...outcome, attempt: 2 }).rejects("delivery_not_attempted");
  });
}

Deno.test("SkipDelivery skips what was not tried, what failed, and what has no known outcome", () => {
  so().when(skip).then(skipped);
  so(attempted(), failed).when(skip).then(skipped);
  so(attempted(), abandoned, replayed).when(skip).then(skipped);
  so(attempted()).when({ ...skip, at: leaseUntil }).then(skipped);
});
Deno.test("SkipDelivery leaves what is settled, and what is being sent", () => {
  for (const end of [succeeded, abandoned]) so(attempted(), end).when(skip).thenNothing();
  so(skipped).when(skip).thenNothing();
  so(attempted()).when(skip).rejects("delivery_leased");
});

Deno.test("ReplayDelivery reopens what was abandoned or skipped, once", () => {
  so(attempted(), abandoned).when(replay).then(replayed);
  so(skipped).when(replay).then(replayed);
  so(attempted(), abandoned, replayed).when(replay).thenNothing();
});
Deno.test("ReplayDelivery sends again what was taken, or waits, where the other side knows a repeat", () => {
  const again = { ...replay, evenIfTaken: true };
  so(attempted(), succeeded).when(again).then(replayed);
  so(attempted(), failed).when(again).then(replayed);
  so(attempted(), succeeded, replayed).when(attempt).then(attempted(2));
  so(attempted()).when(again).thenNothing();
  so().when(again).rejects("delivery_not_abandoned");
});

Deno.test("what the outside says afterwards is noted once, whatever has been written down by then", () => {
  const confirm = { type: "ConfirmDelivery", at } as const;
  const confirmed: DeliveryEvent = { type: "DeliveryConfirmed", data: id };
  so(attempted(), succeeded).when(confirm).then(confirmed);
  so(attempted()).when(confirm).then(confirmed);
  so(attempted(), confirmed, succeeded).when(confirm).thenNothing();
  so().when(confirm).rejects("delivery_not_attempted");
  const open = { type: "OpenDelivery", at } as const;
  const opened: DeliveryEvent = { type: "DeliveryOpened", data: id };
  so(attempted(), succeeded).when(open).then(opened);
  so(attempted(), succeeded, opened).when(open).thenNothing();
  so().when(open).rejects("delivery_not_attempted");
  const bounce = { type: "ReportDelivery", at, what: "bounced", status: "30005" } as const;
  const bounced: DeliveryEvent = { type: "DeliveryReported", data: { ...id, what: "bounced", status: "30005" } };
  so(attempted()).when(bounce).then(bounced);
  so(attempted(), bounced, succeeded).when(bounce).thenNothing();
});

Deno.test("ReplayDelivery refuses anything else", () => {
  for (const history of [[], [attempted()], [attempted(), failed], [attempted(), succeeded]]) {
    so(...history).when(replay).rejects("delivery_not_abandoned");
  }
});
