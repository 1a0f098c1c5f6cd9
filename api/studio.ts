import { z } from "zod";
import { may } from "../commands/authorise.ts";
import { changeRole } from "../commands/change_role.ts";
import { setSwitches } from "../commands/change_settings.ts";
import { inviteMember } from "../commands/invite_member.ts";
import { issueApiKey } from "../commands/issue_api_key.ts";
import { removeMember } from "../commands/remove_member.ts";
import { revokeApiKey } from "../commands/revoke_api_key.ts";
import { withdrawInvitation } from "../commands/withdraw_invitation.ts";
import { Rejected } from "../domain/decider.ts";
import { ApiKeyId, InvitationId, UserId } from "../domain/ids.ts";
import { Role } from "../domain/studio/events.ts";
import { Switches } from "../domain/studio/settings.ts";
import { peopleOf } from "../web/people.ts";
import { Email } from "../web/person_fields.ts";
import { operation } from "./operation.ts";
import { InstantInput, InstantOutput } from "./schemas.ts";

const Scope = z.enum(["read", "write", "personal"]);

const MemberAnswer = z.object({
  userId: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: Role,
  joinedAt: InstantOutput,
}).meta({ id: "Member" });

export const listMembersCall = operation({
  method: "GET",
  path: "/members",
  needs: "member.read",
  summary: "List the members of the studio",
  success: {
    status: 200,
    schema: z.object({ data: z.array(MemberAnswer) }).meta({ id: "MemberList" }),
    description: "Everybody in the order they joined",
  },
  problems: {},
  async handle({ app, caller }) {
    const { members } = await peopleOf(app, caller.studioId);
    const data = members.map(({ userId, name, email, role, since }) => ({
      userId,
      name,
      email,
      role,
      joinedAt: since,
    }));
    return { status: 200, body: { data } };
  },
});

export const inviteCall = operation({
  method: "POST",
  path: "/members/invitations",
  needs: "member.invite",
  summary: "Invite somebody into the studio",
  description: "They get a link by mail that holds for seven days. Signed in only: no key can let people in.",
  idempotent: true,
  body: z.object({ email: Email, role: Role, switches: Switches.optional() }),
  success: {
    status: 201,
    schema: z.object({ id: z.uuid(), expiresAt: InstantOutput }).meta({ id: "Invitation" }),
    description: "The invitation",
  },
  problems: { 409: "already_a_member, already_invited" },
  fields: { already_a_member: "email", already_invited: "email" },
  async handle({ app, caller, body }) {
    const { invitationId, expiresAt, position } = await inviteMember(app.commands, caller, body);
    await app.directory.reached(position);
    return { status: 201, body: { id: invitationId, expiresAt } };
  },
});

export const listInvitationsCall = operation({
  method: "GET",
  path: "/members/invitations",
  needs: "member.read",
  summary: "List the open invitations",
  success: {
    status: 200,
    schema: z.object({
      data: z.array(
        z.object({ id: z.uuid(), email: z.string().nullable(), role: Role, expiresAt: InstantOutput })
          .meta({ id: "OpenInvitation" }),
      ),
    }).meta({ id: "InvitationList" }),
    description: "Those that were neither accepted nor withdrawn and still hold",
  },
  problems: {},
  async handle({ app, caller }) {
    const { invitations } = await peopleOf(app, caller.studioId);
    const data = invitations.map(({ invitationId: id, email, role, expiresAt }) => ({ id, email, role, expiresAt }));
    return { status: 200, body: { data } };
  },
});

export const withdrawInvitationCall = operation({
  method: "DELETE",
  path: "/members/invitations/{invitationId}",
  needs: "member.invite",
  summary: "Take an invitation back",
  success: { status: 204, description: "Its link leads nowhere any more" },
  problems: { 404: "No such invitation" },
  async handle({ app, caller, params }) {
    const { position } = await withdrawInvitation(app.commands, caller, InvitationId.parse(params.invitationId));
    await app.directory.reached(position);
    return { status: 204, body: null };
  },
});

export const changeMemberCall = operation({
  method: "PUT",
  path: "/members/{userId}",
  needs: "member.change",
  summary: "Change a member's role or an associate's switches",
  body: z.object({ role: Role, switches: Switches }).partial(),
  success: {
    status: 200,
    schema: z.object({ userId: z.uuid(), role: Role, switches: Switches }).meta({ id: "MemberRights" }),
    description: "What they may do now",
  },
  problems: { 404: "No such member", 409: "last_owner" },
  async handle({ app, caller, studio, params, body }) {
    const userId = UserId.parse(params.userId);
    const { role, switches } = body;
    if (!app.directory.membership(userId, studio.id)) throw new Rejected("member_not_found");
    if (role) await app.directory.reached((await changeRole(app.commands, caller, { userId, role })).position);
    if (switches) {
      const step = { ...caller, commandId: app.commands.newId() };
      await app.directory.reached((await setSwitches(app.commands, step, { userId, switches })).position);
    }
    const member = app.directory.membership(userId, studio.id);
    return { status: 200, body: { userId, role: member?.role, switches: member?.switches } };
  },
});

export const removeMemberCall = operation({
  method: "DELETE",
  path: "/members/{userId}",
  needs: "member.change",
  summary: "Remove a member; their keys end",
  success: { status: 204, description: "They are a member no longer" },
  problems: { 404: "No such member", 409: "last_owner" },
  async handle({ app, caller, params }) {
    const { position } = await removeMember(app.commands, caller, UserId.parse(params.userId));
    await app.directory.reached(position);
    return { status: 204, body: null };
  },
});

export const listKeysCall = operation({
  method: "GET",
  path: "/api-keys",
  needs: "api_key.issue",
  summary: "List the studio's keys",
  description: "Owners see every key, others their own. No key can read, make or end keys: signed in only.",
  success: {
    status: 200,
    schema: z.object({
      data: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          hint: z.string(),
          scopes: z.array(Scope),
          userId: z.uuid(),
          createdAt: InstantOutput,
          expiresAt: InstantOutput.nullable().meta({ description: "null: never" }),
          lastUsedAt: InstantOutput.nullable().meta({ description: "To the minute; null: never" }),
        }).meta({ id: "ApiKey" }),
      ),
    }).meta({ id: "ApiKeyList" }),
    description: "The keys that hold",
  },
  problems: {},
  async handle({ app, caller }) {
    const { keys } = await peopleOf(app, caller.studioId);
    const data = await Promise.all(
      keys.filter((key) => may(caller, "api_key.revoke", key.userId)).map(async (key) => {
        const { apiKeyId: id, name, hint, scopes, userId, since: createdAt, expiresAt } = key;
        const lastUsedAt = await app.keyUse.lastUse(caller.studioId, id);
        return { id, name, hint, scopes, userId, createdAt, expiresAt, lastUsedAt };
      }),
    );
    return { status: 200, body: { data } };
  },
});

export const issueKeyCall = operation({
  method: "POST",
  path: "/api-keys",
  needs: "api_key.issue",
  summary: "Make a key",
  description: "It has the caller's own rights, cut down to its scopes. `key` is shown here and never again.",
  idempotent: true,
  secret: true,
  body: z.object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(Scope).min(1).max(3),
    expiresAt: InstantInput.nullable().default(null),
  }),
  success: {
    status: 201,
    schema: z.object({ id: z.uuid(), key: z.string() }).meta({ id: "NewApiKey" }),
    description: "The key",
  },
  problems: {},
  fields: { date_in_past: "expiresAt" },
  async handle({ app, caller, body }) {
    const { apiKeyId, key, position } = await issueApiKey(app.commands, caller, body);
    await app.directory.reached(position);
    return { status: 201, body: { id: apiKeyId, key } };
  },
});

export const revokeKeyCall = operation({
  method: "DELETE",
  path: "/api-keys/{apiKeyId}",
  needs: "api_key.revoke",
  summary: "End a key at once",
  success: { status: 204, description: "It opens nothing any more" },
  problems: { 404: "No such key" },
  async handle({ app, caller, params }) {
    const { position } = await revokeApiKey(app.commands, caller, ApiKeyId.parse(params.apiKeyId));
    await app.directory.reached(position);
    return { status: 204, body: null };
  },
});
