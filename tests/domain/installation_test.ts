import type { InstallationCommand } from "../../domain/installation/installation.ts";
import { installation } from "../../domain/installation/installation.ts";
import type { InstallationEvent } from "../../domain/installation/events.ts";
import { given } from "../support/given.ts";
import { id } from "../support/ids.ts";

const at = "2026-11-01T10:00:00.000Z";
const vaultId = id.any("vault");
const start = { type: "StartInstallation", at, vaultId, demo: true } as const;
const started: InstallationEvent = { type: "InstallationStarted", data: { vaultId, demo: true } };
const here = (...since: InstallationEvent[]) => given(installation, started, ...since);

Deno.test("StartInstallation names the vault, and twice is once", () => {
  given(installation).when(start).then(started);
  here().when({ ...start, demo: false }).thenNothing();
});
Deno.test("StartInstallation refuses another vault", () =>
  here().when({ ...start, vaultId: id.any("other") }).rejects("vault_mismatch"));

Deno.test("RestoreInstallation says from when the backup was, and a second restore is another", () => {
  const restore = { type: "RestoreInstallation", at, backedUpAt: "2026-10-31T03:15:00.000Z" } as const;
  const restored: InstallationEvent = {
    type: "InstallationRestored",
    data: { backedUpAt: restore.backedUpAt, restoredAt: at },
  };
  here().when(restore).then(restored);
  here(restored).when(restore).then(restored);
  given(installation).when(restore).rejects("installation_not_started");
});

const said: [InstallationCommand, InstallationEvent][] = [
  [{ type: "AppointOperator", at, userId: id.user() }, { type: "OperatorAppointed", data: { userId: id.user() } }],
  [{ type: "StartReactor", at, reactor: "reminders" }, { type: "ReactorStarted", data: { reactor: "reminders" } }],
  [{ type: "ListStudio", at, studioId: id.studio() }, { type: "StudioListed", data: { studioId: id.studio() } }],
];
for (const [command, fact] of said) {
  Deno.test(`${command.type} says it, and twice is once`, () => {
    here().when(command).then(fact);
    here(fact).when(command).thenNothing();
  });
  Deno.test(`${command.type} refuses before the installation has its vault`, () =>
    given(installation).when(command).rejects("installation_not_started"));
}
