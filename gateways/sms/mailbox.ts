import type { KeptMails } from "../../vault/port.ts";
import type { MailboxMail } from "../mail/mailbox.ts";
import type { SmsGateway } from "./port.ts";

/** Keeps text messages beside the mails instead of sending them: what is used while there is no provider. */
export function mailboxSms(mailbox: Pick<KeptMails, "keep">): SmsGateway {
  return {
    async send({ id, to, text, segments, from, studioId, personIds }) {
      const kept: MailboxMail = {
        from: { address: from },
        to: { address: to },
        subject: "SMS",
        html: "",
        text,
        attachments: [],
        headers: { "X-Segments": String(segments) },
      };
      const { repeats } = await mailbox.keep({ messageId: id, studioId, personIds, content: JSON.stringify(kept) });
      const receipt = `kept in the mailbox, ${segments} segments`;
      return { receipt: repeats > 0 ? `${receipt}, repeat ${repeats}` : receipt };
    },
    close: () => Promise.resolve(),
  };
}
