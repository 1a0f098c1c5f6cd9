import type { MailboxMail } from "../../gateways/mail/mailbox.ts";
import type { Vault } from "../../vault/port.ts";

/** A mail in the mailbox, as the page and its JSON show it. `sentAt` is ISO 8601 UTC. */
export interface MailView {
  messageId: string;
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** `content` as text, or in base64 where `encoding` says so. */
  attachments: MailboxMail["attachments"];
  headers: Readonly<Record<string, string>>;
  sentAt: string;
  /** How often the same Message-ID came again: the one call that was in flight at a kill. */
  repeats: number;
}

/** The newest mails first, at most 10,000. */
export async function listMails({ mailbox }: Pick<Vault, "mailbox">, limit = 200): Promise<MailView[]> {
  const kept = await mailbox.list(Math.min(limit, 10_000));
  return kept.map(({ messageId, keptAt, repeats, content }) => {
    const mail = JSON.parse(content) as MailboxMail;
    const { from, to, subject, html, text, attachments, headers } = mail;
    return {
      messageId,
      from: from.address,
      to: to.address,
      subject,
      html,
      text,
      attachments,
      headers,
      sentAt: keptAt,
      repeats,
    };
  });
}
