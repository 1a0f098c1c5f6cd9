import assert from "node:assert/strict";
import { changeRole } from "../../commands/change_role.ts";
import { inviteMember } from "../../commands/invite_member.ts";
import { issueApiKey } from "../../commands/issue_api_key.ts";
import { joinStudio } from "../../commands/join_studio.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { removeMember } from "../../commands/remove_member.ts";
import { revokeApiKey } from "../../commands/revoke_api_key.ts";
import { hashOf } from "../../commands/secrets.ts";
import { withdrawInvitation } from "../../commands/withdraw_invitation.ts";
import { opened, studio } from "../../domain/studio/studio.ts";
import { newStudio, openCommands, studioId, type TestCommands } from "../support/commands.ts";
import { id } from "../support/ids.ts";
import { refused } from "../support/refusals.ts";

const stateOf = async ({ deps }: TestCommands) => opened(await deps.handle.stateOf(studio, `studio-${studioId}`));

Deno.test("a studio is opened with its owner, listed, and its address is taken", async () => {
  await using open = await openCommands();
  const { deps, as, facts } = open;
  assert.equal((await stateOf(open)).members.get(id.user("owner"))?.role, "owner");
  assert.deepEqual((await facts()).filter((fact) => fact.type === "StudioListed").map((fact) => fact.data), [{
    studioId,
  }]);
  await refused(openStudio(deps, as(), newStudio), "address_taken", { value: "carlos" });
});

Deno.test("a studio that is refused gives its address back", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const studio = { ...newStudio, address: "ana" };
  await refused(openStudio(deps, as(), { ...studio, timeZone: "Mars/Olympus" }), "unknown_time_zone");
  const caller = as();
  assert.equal((await openStudio(deps, caller, studio)).studioId, newStudioId(caller.commandId));
});

Deno.test("an invited person joins with the token, once, within seven days", async () => {
  await using open = await openCommands();
  const { deps, as, setNow } = open;
  const ben = { userId: id.user("ben"), role: undefined };
  const caller = as();
  const { invitationId, token, expiresAt } = await inviteMember(deps, caller, {
    email: "ben@example.com",
    role: "associate",
  });
  assert.equal(expiresAt, "2026-10-08T10:00:00.000Z");
  assert.equal((await inviteMember(deps, caller, { email: "ben@example.com", role: "associate" })).token, token);
  await refused(inviteMember(deps, as(), { email: "BEN@example.com", role: "owner" }), "already_invited");
  const join = { invitationId, token, name: "Ben", email: "ben@example.com" };
  await refused(joinStudio(deps, as("owner", { userId: undefined }), join), "unauthenticated");
  await refused(joinStudio(deps, as("owner", ben), { ...join, token: "guessed" }), "invitation_not_found");
  setNow(expiresAt);
  await refused(joinStudio(deps, as("owner", ben), join), "invitation_expired");
  setNow("2026-10-08T09:59:59.999Z");
  await joinStudio(deps, as("owner", ben), join);
  assert.equal((await stateOf(open)).members.get(id.user("ben"))?.role, "associate");
  await refused(joinStudio(deps, as("owner", { ...ben, userId: id.user("cleo") }), join), "invitation_not_found");
});

Deno.test("members come, change roles and go, and their keys go with them", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const userId = id.user("ben");
  const invited = await inviteMember(deps, as(), { email: "ben@example.com", role: "auditor" });
  const asBen = (role: "auditor" | "associate") => as(role, { userId });
  await joinStudio(deps, as("owner", { userId, role: undefined }), {
    ...invited,
    name: "Ben",
    email: "ben@example.com",
  });
  assert.equal((await stateOf(open)).members.get(userId)?.role, "auditor");
  await refused(changeRole(deps, asBen("auditor"), { userId, role: "owner" }), "forbidden");
  await refused(removeMember(deps, asBen("auditor"), id.user("owner")), "forbidden");
  await changeRole(deps, as(), { userId, role: "associate" });
  const { apiKeyId } = await issueApiKey(deps, asBen("associate"), { name: "Mine", scopes: ["read"] });
  await removeMember(deps, as(), userId);
  const state = await stateOf(open);
  assert.equal(state.members.has(userId), false);
  assert.equal(state.keys.has(apiKeyId), false);
  await refused(removeMember(deps, as(), userId), "member_not_found");
  await refused(removeMember(deps, as(), id.user("owner")), "last_owner");
});

Deno.test("a withdrawn invitation no longer holds", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { invitationId, token } = await inviteMember(deps, as(), { email: "ben@example.com", role: "associate" });
  await refused(withdrawInvitation(deps, as("associate"), invitationId), "forbidden");
  await withdrawInvitation(deps, as(), invitationId);
  const join = { invitationId, token, name: "Ben", email: "ben@example.com" };
  await refused(joinStudio(deps, as("owner", { userId: id.user("ben") }), join), "invitation_not_found");
});

Deno.test("a key is shown once, and only its hash is in the log", async () => {
  await using open = await openCommands();
  const { deps, as, store } = open;
  const caller = as();
  const { apiKeyId, key } = await issueApiKey(deps, caller, { name: "Website", scopes: ["read", "write"] });
  assert.match(key, /^wek_[0-9a-f]{6}_.{40,}$/);
  assert.equal((await issueApiKey(deps, caller, { name: "Website", scopes: ["read", "write"] })).key, key);
  assert.equal((await stateOf(open)).keys.get(apiKeyId)?.hash, hashOf(key));
  for await (const event of store.read(`studio-${studioId}`)) assert.ok(!JSON.stringify(event.data).includes(key));
  await refused(issueApiKey(deps, as("analyst"), { name: "Mine", scopes: ["read"] }), "forbidden");
  await refused(issueApiKey(deps, as("owner", { scopes: ["write"] }), { name: "More", scopes: ["read"] }), "forbidden");
});

Deno.test("a key is revoked by its member or an owner", async () => {
  await using open = await openCommands();
  const { deps, as } = open;
  const { apiKeyId } = await issueApiKey(deps, as(), { name: "Website", scopes: ["read"] });
  await refused(revokeApiKey(deps, as("associate"), apiKeyId), "forbidden");
  await revokeApiKey(deps, as(), apiKeyId);
  await refused(revokeApiKey(deps, as(), apiKeyId), "api_key_not_found");
});
