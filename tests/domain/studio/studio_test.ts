import assert from "node:assert/strict";
import type { ApiKeyId, InvitationId } from "../../../domain/ids.ts";
import type { IssueApiKey, StudioCommand } from "../../../domain/studio/commands.ts";
import type { StudioEvent } from "../../../domain/studio/events.ts";
import { type StudioSettings, usualSettings, usualSwitches } from "../../../domain/studio/settings.ts";
import { studio } from "../../../domain/studio/studio.ts";
import { usualSequence } from "../../../domain/virtual_event/design.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";

const studioId = id.studio();
const at = "2026-11-01T10:00:00.000Z";
const expiresAt = "2026-11-08T10:00:00.000Z";
const invitationId = id.any<InvitationId>("invitation");
const apiKeyId = id.any<ApiKeyId>("key");
const carlos = {
  userId: id.user("carlos"),
  personId: id.person("carlos"),
  name: "Carlos",
  email: "carlos@example.com",
};
const ana = { userId: id.user("ana"), personId: id.person("ana"), name: "Ana", email: "ana@example.com" };
const settings = {
  name: "Calistenia Carlos",
  address: "carlos",
  language: "es",
  timeZone: "Europe/Madrid",
  currency: "EUR",
} as const;
const open: StudioCommand = { type: "OpenStudio", at, studioId, ...settings, owner: carlos };
const invite: StudioCommand = {
  type: "InviteMember",
  at,
  invitationId,
  personId: ana.personId,
  email: ana.email,
  role: "associate",
  tokenHash: "hash",
  expiresAt,
};
const join: StudioCommand = { type: "JoinStudio", at, invitationId, tokenHash: "hash", member: ana };
const issue: IssueApiKey = {
  type: "IssueApiKey",
  at,
  apiKeyId,
  name: "Website",
  hash: "abc",
  hint: "wek_abc",
  scopes: ["read"],
  userId: carlos.userId,
};

const opened: StudioEvent[] = [
  { type: "StudioOpened", data: { studioId, ...settings } },
  { type: "MemberJoined", data: { studioId, ...carlos, role: "owner", invitationId: null } },
];
const invited: StudioEvent = {
  type: "MemberInvited",
  data: {
    studioId,
    invitationId,
    personId: ana.personId,
    email: ana.email,
    role: "associate",
    tokenHash: "hash",
    expiresAt,
  },
};
const joined: StudioEvent = { type: "MemberJoined", data: { studioId, ...ana, role: "associate", invitationId } };
const withdrawn: StudioEvent = { type: "InvitationWithdrawn", data: { studioId, invitationId } };
const removed: StudioEvent = { type: "MemberRemoved", data: { studioId, userId: ana.userId } };
const { type: _, at: __, ...key } = issue;
const issued: StudioEvent = { type: "ApiKeyIssued", data: { studioId, ...key, scopes: ["read"] } };
const revoked: StudioEvent = { type: "ApiKeyRevoked", data: { studioId, apiKeyId } };

const here = (...since: StudioEvent[]) => given(studio, ...opened, ...since);

Deno.test("OpenStudio opens with its owner in it", () => given(studio).when(open).then(...opened));
Deno.test("OpenStudio refuses what is open", () => here().when(open).rejects("studio_already_open"));
Deno.test("OpenStudio refuses an unknown zone", () =>
  given(studio).when({ ...open, timeZone: "Mars/Olympus" } as StudioCommand).rejects("unknown_time_zone"));

Deno.test("InviteMember invites", () => here().when(invite).then(invited));
Deno.test("InviteMember refuses a member", () => here(invited, joined).when(invite).rejects("already_a_member"));
Deno.test("InviteMember refuses whoever has an open invitation, not whose has expired or was withdrawn", () => {
  here(invited).when(invite).rejects("already_invited");
  here(invited).when({ ...invite, at: expiresAt } as StudioCommand).thenTypes("MemberInvited");
  here(invited, withdrawn).when(invite).thenTypes("MemberInvited");
});

Deno.test("WithdrawInvitation withdraws what is open", () => {
  here(invited).when({ type: "WithdrawInvitation", at, invitationId }).then(withdrawn);
  here().when({ type: "WithdrawInvitation", at, invitationId }).rejects("invitation_not_found");
  here(invited, joined).when({ type: "WithdrawInvitation", at, invitationId }).rejects("invitation_not_found");
});

Deno.test("JoinStudio takes up an invitation, in its role", () => here(invited).when(join).then(joined));
Deno.test("JoinStudio refuses a wrong token, an invitation that was withdrawn, and one that was used", () => {
  here(invited).when({ ...join, tokenHash: "other" } as StudioCommand).rejects("invitation_not_found");
  here(invited, withdrawn).when(join).rejects("invitation_not_found");
  here(invited, joined, removed).when(join).rejects("invitation_not_found");
});
Deno.test("JoinStudio refuses once the invitation has expired", () =>
  here(invited).when({ ...join, at: expiresAt } as StudioCommand).rejects("invitation_expired"));
Deno.test("JoinStudio refuses a member who opens an invitation for another", () =>
  here(invited).when({ ...join, member: carlos } as StudioCommand).rejects("already_a_member"));

Deno.test("ChangeRole changes, and to the same is nothing", () => {
  here(invited, joined).when({ type: "ChangeRole", at, userId: ana.userId, role: "auditor" })
    .then({ type: "RoleChanged", data: { studioId, userId: ana.userId, role: "auditor", formerly: "associate" } });
  here(invited, joined).when({ type: "ChangeRole", at, userId: ana.userId, role: "associate" }).thenNothing();
});
Deno.test("ChangeRole refuses a stranger", () =>
  here().when({ type: "ChangeRole", at, userId: ana.userId, role: "owner" }).rejects("member_not_found"));
Deno.test("the last owner neither leaves nor becomes anything else", () => {
  here().when({ type: "ChangeRole", at, userId: carlos.userId, role: "analyst" }).rejects("last_owner");
  here().when({ type: "RemoveMember", at, userId: carlos.userId }).rejects("last_owner");
  const two: StudioEvent = {
    type: "RoleChanged",
    data: { studioId, userId: ana.userId, role: "owner", formerly: "associate" },
  };
  here(invited, joined, two).when({ type: "RemoveMember", at, userId: carlos.userId }).thenTypes("MemberRemoved");
  here(invited, joined, two).when({ type: "ChangeRole", at, userId: carlos.userId, role: "analyst" })
    .thenTypes("RoleChanged");
});

Deno.test("RemoveMember revokes the member's keys, and nobody else's", () => {
  const anas: StudioEvent = {
    type: "ApiKeyIssued",
    data: { studioId, ...key, scopes: ["read"], apiKeyId: id.any<ApiKeyId>("anas"), userId: ana.userId },
  };
  here(invited, joined, issued, anas).when({ type: "RemoveMember", at, userId: ana.userId })
    .then({ type: "ApiKeyRevoked", data: { studioId, apiKeyId: id.any<ApiKeyId>("anas") } }, removed);
});
Deno.test("RemoveMember refuses a stranger", () =>
  here().when({ type: "RemoveMember", at, userId: ana.userId }).rejects("member_not_found"));

Deno.test("IssueApiKey issues for a member only", () => {
  here().when(issue).then(issued);
  here().when({ ...issue, userId: ana.userId }).rejects("member_not_found");
});
Deno.test("RevokeApiKey ends a key once", () => {
  here(issued).when({ type: "RevokeApiKey", at, apiKeyId }).then(revoked);
  here(issued, revoked).when({ type: "RevokeApiKey", at, apiKeyId }).rejects("api_key_not_found");
});

for (
  const command of [
    invite,
    join,
    { type: "WithdrawInvitation", at, invitationId },
    {
      type: "ChangeRole",
      at,
      userId: ana.userId,
      role: "owner",
    },
    { type: "RemoveMember", at, userId: ana.userId },
    issue,
    { type: "RevokeApiKey", at, apiKeyId },
  ] as StudioCommand[]
) {
  Deno.test(`${command.type} refuses a studio that does not exist`, () =>
    given(studio).when(command).rejects("studio_not_found"));
}

Deno.test("the state holds nobody's name or address", () =>
  here(invited).when(join).leaves((state) => {
    const text = JSON.stringify(state);
    for (const word of ["Ana", "Carlos@", "carlos@example.com", "ana@example.com"]) {
      assert.ok(!text.includes(word), word);
    }
  }));

Deno.test("a command or a fact of an unknown type fails loudly", () => {
  const state = opened.reduce(studio.evolve, studio.initial());
  assert.throws(() => studio.decide({ type: "Nonsense", at } as never, state), TypeError);
  assert.throws(() => studio.evolve(state, { type: "Nonsense", data: {} } as never), TypeError);
});

Deno.test("ChangeSettings keeps what is different, and nothing that cannot be", () => {
  const change = (changes: Partial<StudioSettings>): StudioCommand => ({ type: "ChangeSettings", at, changes });
  const changed = (changes: Partial<StudioSettings>): StudioEvent => ({
    type: "StudioSettingsChanged",
    data: { studioId, changes },
  });
  given(studio, ...opened).when(change({ name: "Con Carlos", language: "es" })).then(changed({ name: "Con Carlos" }));
  given(studio, ...opened).when(change({ name: settings.name, brandColour: null })).then();
  given(studio, ...opened).when(change({ timeZone: "europe/berlin" })).then(changed({ timeZone: "Europe/Berlin" }));
  given(studio, ...opened).when(change({ timeZone: "Mars/Olympus" })).rejects("unknown_time_zone");
  const { programmeManager, eventDefaults } = usualSettings;
  given(studio, ...opened).when(change({ programmeManager: { ...programmeManager, userId: ana.userId } }))
    .rejects("member_not_found");
  given(studio, ...opened).when(change({ eventDefaults: { ...eventDefaults, reminders: ["soon"] } }))
    .rejects("reminder_invalid");
  const timing = [{ offset: "PT3H", hour: 9, ways: ["mail" as const] }];
  given(studio, ...opened).when(change({ eventDefaults: { ...eventDefaults, sequence: { ...usualSequence, timing } } }))
    .rejects("reminder_invalid");
  given(studio, ...opened, changed({ name: "Con Carlos" })).when(change({ name: "Con Carlos" })).then();
});

Deno.test("SetSwitches says what an associate may do, also from an invitation on", () => {
  const switches = { ...usualSwitches, export: false };
  const set: StudioCommand = { type: "SetSwitches", at, userId: ana.userId, switches };
  const done: StudioEvent = { type: "SwitchesSet", data: { studioId, userId: ana.userId, switches } };
  given(studio, ...opened, invited, joined).when(set).then(done);
  given(studio, ...opened, invited, joined, done).when(set).then();
  given(studio, ...opened).when(set).rejects("member_not_found");
  const invitedWith = { ...invited, data: { ...invited.data, switches } } as StudioEvent;
  given(studio, ...opened, invitedWith).when(join).then(joined, done);
});

Deno.test("IssueApiKey takes an end that is still to come", () => {
  given(studio, ...opened).when({ ...issue, expiresAt: at }).rejects("date_in_past");
  given(studio, ...opened).when({ ...issue, expiresAt })
    .then({ type: "ApiKeyIssued", data: { studioId, ...key, scopes: ["read"], expiresAt } });
});
