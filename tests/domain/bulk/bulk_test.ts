import { bulk } from "../../../domain/bulk/bulk.ts";
import type { BulkEvent } from "../../../domain/bulk/events.ts";
import type { EventId, RegistrationId, StudioId } from "../../../domain/ids.ts";
import { given } from "../../support/given.ts";

const at = "2026-11-01T10:00:00.000Z";
const bulkId = "00000000-0000-4000-8000-000000000001";
const ids = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000001${n}` as RegistrationId);
const asked = {
  studioId: "00000000-0000-4000-8000-000000000002" as StudioId,
  bulkId,
  eventId: "00000000-0000-4000-8000-000000000003" as EventId,
  action: "cancel",
  detail: "",
  total: 3,
} as const;
const begun: BulkEvent = { type: "BulkStarted", data: asked };
const listed = (...registrationIds: RegistrationId[]): BulkEvent => ({
  type: "BulkListed",
  data: { bulkId, registrationIds },
});
const progress = { type: "ProgressBulk", at, bulkId } as const;
const failed = [{ registrationId: ids[1]!, reason: "event_over" }];

Deno.test("A bulk action is started once", () => {
  given(bulk).when({ type: "StartBulk", at, ...asked }).then(begun);
  given(bulk, begun).when({ type: "StartBulk", at, ...asked }).then();
});

Deno.test("Its registrations are listed in order, each part once", () => {
  const part = { type: "ListBulk", at, bulkId, registrationIds: ids.slice(0, 2) } as const;
  given(bulk, begun).when({ ...part, from: 0 }).then(listed(ids[0]!, ids[1]!));
  given(bulk, begun, listed(ids[0]!, ids[1]!)).when({ ...part, from: 0 }).then();
  given(bulk).when({ ...part, from: 0 }).rejects("bulk_not_found");
});

Deno.test("Nothing is done before all are listed, and nothing counts twice", () => {
  const halfListed = given(bulk, begun, listed(ids[0]!));
  halfListed.when({ ...progress, from: 0, done: 1, failed: [] }).then();
  const first: BulkEvent = { type: "BulkProgressed", data: { bulkId, done: 2, failed } };
  given(bulk, begun, listed(...ids)).when({ ...progress, from: 0, done: 2, failed }).then(first);
  given(bulk, begun, listed(...ids), first).when({ ...progress, from: 0, done: 2, failed }).then();
  given(bulk, begun, listed(...ids), first).when({ ...progress, from: 2, done: 3, failed: [] }).then({
    type: "BulkProgressed",
    data: { bulkId, done: 3, failed: [] },
  });
});
