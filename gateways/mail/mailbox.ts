import { Buffer } from "node:buffer";
import type { KeptMails } from "../../vault/port.ts";
import type { Address, Attachment, Mail, MailGateway } from "./port.ts";

/** A mail as the mailbox page shows it; in the vault, encrypted. */
export interface MailboxMail {
  from: Address;
  to: Address;
  subject: string;
  html: string;
  text: string;
  attachments: { filename: string; contentType: string; encoding: "utf8" | "base64"; content: string }[];
  headers: Readonly<Record<string, string>>;
}

/** Keeps mails instead of sending them: what is used while no mail server is set. One entry a `Message-ID`, with its repeats. */
export function mailboxMail(mailbox: Pick<KeptMails, "keep">): MailGateway {
  return {
    async send(mail) {
      const { messageId, studioId, personIds } = mail;
      const content = JSON.stringify(toKeep(mail));
      const { repeats } = await mailbox.keep({ messageId, studioId, personIds, content });
      return { receipt: repeats > 0 ? `kept in the mailbox, repeat ${repeats}` : "kept in the mailbox" };
    },
    close: () => Promise.resolve(),
  };
}

function toKeep({ from, to, subject, html, text, attachments, headers = {} }: Mail): MailboxMail {
  return { from, to, subject, html, text, attachments: attachments.map(attachmentToKeep), headers };
}

function attachmentToKeep({ filename, contentType, content }: Attachment): MailboxMail["attachments"][number] {
  return typeof content === "string"
    ? { filename, contentType, encoding: "utf8", content }
    : { filename, contentType, encoding: "base64", content: Buffer.from(content).toString("base64") };
}
