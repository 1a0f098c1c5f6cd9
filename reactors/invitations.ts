import { table, text, uuid } from "../projections/runtime/definition.ts";
import { mailTables } from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { deliver, withdraw } from "./runtime/plan.ts";

const { studios } = mailTables;

/** Invites people into a studio's team. */
export const invitations = reactor({
  name: "invitations",
  version: 2,
  about: "Mails that invite people into a studio's team.",
  tables: {
    studios,
    invited: table({ key: "invitation_id", columns: { invitation_id: uuid(), delivery_key: text() } }),
  },
  on: {
    StudioOpened: ({ data }, own) => {
      const { studioId: studio_id, name, address, language, timeZone: time_zone } = data;
      own.studios.insert({ studio_id, name, address, language, time_zone, sender_name: "", reply_to: "" });
    },
    StudioSettingsChanged: ({ data: { studioId, changes: { name, language } } }, own) => {
      own.studios.update(studioId, (studio) => {
        studio.name = name ?? studio.name;
        studio.language = language ?? studio.language;
      });
    },
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
  },
});
