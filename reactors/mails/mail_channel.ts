import type { MailGateway } from "../../gateways/mail/port.ts";
import type { ChannelSpec, Ready } from "../runtime/channel.ts";
import { escapeHtml } from "./compiled.ts";
import { prepareMail, type PrepareOptions } from "./prepare.ts";
import { renderMail } from "./render.ts";
import { warmTemplates } from "./templates.ts";

export interface MailChannelOptions extends PrepareOptions {
  gateway: MailGateway;
  /** Sender's address, `a@b` or `Name <a@b>`; the name that people see is the studio's. */
  from: string;
  /** Address that tells when a mail is opened; null where the studio does not ask for that. */
  opened?(studioId: string, deliveryId: string): Promise<string | null>;
  /** Mails at a time: 10. */
  concurrency?: number;
}

/** The way mails go: read and decrypted, written and handed over when it is their turn, and kept nowhere. */
export function mailChannel(options: MailChannelOptions): ChannelSpec {
  const { gateway, host, concurrency = 10 } = options;
  const from = addressIn(options.from);
  return {
    concurrency,
    timeout: 30_000,
    warm: warmTemplates,
    async prepare(row): Promise<Ready> {
      const prepared = await prepareMail(row, { ...options, from });
      if ("skip" in prepared) return prepared;
      const { receiver, studio, content, own, unsubscribe } = prepared;
      const rendered = await renderMail(content, own);
      const isToPerson = row.registration_id !== null || row.mail.kind === "campaign";
      const dot = row.studio_id && isToPerson && await options.opened?.(row.studio_id, row.delivery_id);
      return {
        send: ({ signal, repeatsUnknown }) =>
          gateway.send({
            ...rendered,
            ...(dot ? { html: withDot(rendered.html, dot) } : {}),
            messageId: `${row.delivery_id}@${host}`,
            from: { address: from, name: studio.sender_name || studio.name },
            ...(studio.reply_to ? { replyTo: { address: studio.reply_to, name: studio.name } } : {}),
            to: { address: receiver.email, name: receiver.name },
            headers: { ...always, ...(unsubscribe ? oneClick(unsubscribe) : {}) },
            studioId: row.studio_id,
            personIds: [receiver.personId],
            repeatsUnknown,
          }, { signal }),
      };
    },
  };
}

const always = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

function withDot(html: string, url: string): string {
  const end = html.lastIndexOf("</body>");
  return `${html.slice(0, end)}<img src="${escapeHtml(url)}" width="1" height="1" alt="">${html.slice(end)}`;
}

/** A mail program unsubscribes by itself, with one click (RFC 8058). */
function oneClick(url: string): Record<string, string> {
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

/** The bare address of `Name <a@b>`. */
export function addressIn(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1]?.trim() ?? from.trim();
}
