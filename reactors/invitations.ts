import { table, text, uuid } from "../projections/runtime/definition.ts";
import { after, eventTables, keepStudios } from "./mails/tables.ts";
import { type Reactions, reactor } from "./runtime/definition.ts";
import { deliver, withdraw } from "./runtime/plan.ts";

const tables = {
  studios: eventTables.studios,
  templates: eventTables.templates,
  invited: table({ key: "invitation_id", columns: { invitation_id: uuid(), delivery_key: text() } }),
};

/** Invites people into a studio's team. */
export const invitations = reactor({
  name: "invitations",
  version: 3,
  about: "Mails that invite people into a studio's team.",
  tables,
  on: after<typeof tables>(keepStudios as unknown as Reactions<typeof tables>, {
    MemberInvited: ({ data, stream, revision }, own) => {
      const { studioId, invitationId, personId, role, expiresAt } = data;
      const key = `invitation:${invitationId}`;
      own.invited.insert({ invitation_id: invitationId, delivery_key: key });
      return deliver({
        key,
        channel: "mail",
        urgent: true,
        notAfter: expiresAt,
        contact: { stream, revision },
        studioId,
        personId,
        mail: { kind: "invitation", invitationId, role, expiresAt },
      });
    },
    InvitationWithdrawn: ({ data }, own) => {
      const invited = own.invited.get(data.invitationId);
      return invited ? withdraw({ key: invited.delivery_key, reason: "invitation_withdrawn" }) : [];
    },
  }),
});
