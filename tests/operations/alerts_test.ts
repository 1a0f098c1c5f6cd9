import assert from "node:assert/strict";
import { operations } from "../../domain/operations/operations.ts";
import type { OperationsEvent } from "../../domain/operations/events.ts";
import { wrongIn } from "../../operations/alerts.ts";
import type { Figures } from "../../operations/figures.ts";
import { given } from "../support/given.ts";

const calm: Figures = {
  at: "2026-11-26T12:00:00.000Z",
  processes: [],
  folds: [{ name: "event_cards", state: "live", lag: 0, lagSeconds: 0 }],
  outbox: [],
  backup: { last: null, failed: null },
  alerts: [],
  disk: { freeBytes: 50e9, totalBytes: 100e9, daysLeft: 400 },
  log: { facts: 10, factsADay: 1, bytes: 1, databaseBytes: 1, mediaBytes: 0 },
};
const never = { backupBy: null, certificateEnds: null };
const kinds = (figures: Partial<Figures>, expected = never as Parameters<typeof wrongIn>[1]) =>
  wrongIn({ ...calm, ...figures }, expected).map(({ kind, subject }) => `${kind} ${subject}`.trim());
const fold = (state: Figures["folds"][number]["state"], lagSeconds: number) => [{
  name: "people",
  state,
  lag: 9,
  lagSeconds,
}];
const last = (at: string) => ({
  at,
  place: "/backups",
  name: "b",
  bytes: 1,
  encrypted: false,
  triedOut: true,
});

Deno.test("a calm installation has nothing to tell", () => assert.deepEqual(kinds({}), []));

Deno.test("a fold that is behind for long, or has stopped, is told of; one that is being rebuilt is not", () => {
  assert.deepEqual(kinds({ folds: fold("catching_up", 30) }), []);
  assert.deepEqual(kinds({ folds: fold("catching_up", 90) }), ["lag people"]);
  assert.deepEqual(kinds({ folds: fold("rebuilding", 900) }), []);
  assert.deepEqual(kinds({ folds: fold("stopped", 0) }), ["lag people"]);
});

Deno.test("dead ends are told of by channel while they are new", () => {
  const channel = { channel: "mail", waiting: 0, overdue: 0, attempting: 0, deadEnds: 7 };
  assert.deepEqual(kinds({ outbox: [{ ...channel, deadEndsLately: 0 }] }), []);
  assert.deepEqual(kinds({ outbox: [{ ...channel, deadEndsLately: 2 }] }), ["dead_ends mail"]);
});

Deno.test("a backup that failed, or did not come, is told of; one in time is not", () => {
  const by = { ...never, backupBy: "2026-11-26T04:15:00.000Z" };
  assert.deepEqual(kinds({}, by), ["backup"]);
  assert.deepEqual(kinds({ backup: { last: last("2026-11-26T03:20:00.000Z"), failed: null } }, by), []);
  assert.deepEqual(kinds({ backup: { last: last("2026-11-20T03:20:00.000Z"), failed: null } }, by), ["backup"]);
  const failed = { at: "2026-11-26T03:15:00.000Z", reason: "no room" };
  assert.deepEqual(kinds({ backup: { last: last("2026-11-25T03:20:00.000Z"), failed } }), ["backup"]);
});

Deno.test("a disk is told of when little is left, or when it will not last a week", () => {
  assert.deepEqual(kinds({ disk: { freeBytes: 5e9, totalBytes: 100e9, daysLeft: 400 } }), ["disk"]);
  assert.deepEqual(kinds({ disk: { freeBytes: 90e9, totalBytes: 2e12, daysLeft: 400 } }), []);
  assert.deepEqual(kinds({ disk: { freeBytes: 90e9, totalBytes: 100e9, daysLeft: 3 } }), ["disk"]);
});

Deno.test("a certificate near its end and a clock that is wrong are told of", () => {
  assert.deepEqual(kinds({}, { ...never, certificateEnds: "2026-12-01T00:00:00.000Z" }), ["certificate"]);
  assert.deepEqual(kinds({}, { ...never, certificateEnds: "2027-02-01T00:00:00.000Z" }), []);
  const process = {
    id: "p",
    host: "web-1",
    pid: 7,
    roles: ["web"],
    leading: false,
    startedAt: calm.at,
    seenAt: calm.at,
    memoryBytes: 1,
    self: false,
  };
  assert.deepEqual(kinds({ processes: [{ ...process, skewMs: -3_600_000 }, { ...process, skewMs: 900 }] }), [
    "clock web-1/7",
  ]);
});

const at = calm.at;
const raised: OperationsEvent = { type: "AlertRaised", data: { kind: "lag", subject: "people", detail: "far behind" } };
const ended: OperationsEvent = { type: "AlertEnded", data: { kind: "lag", subject: "people" } };

Deno.test("an alert is raised once an episode and ends once", () => {
  const raise = { type: "RaiseAlert", at, ...raised.data } as const;
  const end = { type: "EndAlert", at, ...ended.data } as const;
  given(operations).when(raise).then(raised);
  given(operations, raised).when({ ...raise, detail: "farther behind" }).thenNothing();
  given(operations, raised).when({ ...raise, subject: "visits" }).then({
    type: "AlertRaised",
    data: { ...raised.data, subject: "visits" },
  });
  given(operations, raised).when(end).then(ended);
  given(operations, raised, ended).when(end).thenNothing();
  given(operations, raised, ended).when(raise).then(raised);
});

Deno.test("what came of backups is noted", () => {
  const made = {
    place: "/b",
    name: "n",
    bytes: 1,
    facts: 2,
    encrypted: true,
    triedOut: true,
    removed: [],
  };
  given(operations).when({ type: "NoteBackup", at, ...made }).then({ type: "BackupSucceeded", data: made });
  const failed = { place: "/b", reason: "no room" };
  given(operations).when({ type: "NoteFailedBackup", at, ...failed }).then({ type: "BackupFailed", data: failed });
});
