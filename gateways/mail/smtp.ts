import { Buffer } from "node:buffer";
import nodemailer from "nodemailer";
import { GatewayFailure } from "../failure.ts";
import { withoutAddresses } from "./addresses.ts";
import { pace } from "./pace.ts";
import type { Attachment, Mail, MailGateway } from "./port.ts";
import { smtpFailure } from "./smtp_failure.ts";

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with credentials. */
  url: string;
  /** Connections at a time: 10. */
  connections?: number;
  /** Milliseconds for connecting, and for each silence of the server. */
  timeout?: number;
  /** Mails a second over all connections; as fast as it goes when left out. */
  perSecond?: number | null;
  /** Signs every mail for this domain. */
  dkim?: { domain: string; selector: string; key: string } | null;
}

/** Sends over SMTP, on connections that are kept open. Never repeats by itself: that is decided by whoever asked. */
export function smtpMail(
  { url, connections = 10, timeout = 10_000, perSecond = null, dkim = null }: SmtpOptions,
): MailGateway {
  const transport = nodemailer.createTransport({
    pool: true,
    url,
    maxConnections: connections,
    maxMessages: Infinity,
    ...(dkim === null ? {} : { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.key } }),
    maxRequeues: 0, // a message whose connection broke may have been taken: only the log may decide to repeat it
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    dnsTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const turn = pace(perSecond); // the library's own limit lets each connection's first mail pass
  return {
    async send(mail, { signal } = {}) {
      if (!await turn(signal)) throw new GatewayFailure("retry", "its turn did not come in time");
      try {
        const { response } = await transport.sendMail({ ...messageOf(mail), ...(signal ? { signal } : {}) });
        return { receipt: withoutAddresses(response ?? "accepted") };
      } catch (error) {
        if (signal?.aborted) {
          throw new GatewayFailure("retry", "the mail server did not answer in time", undefined, { cause: error });
        }
        throw smtpFailure(error);
      }
    },
    close() {
      transport.close();
      return Promise.resolve();
    },
  };
}

/** A mail as nodemailer takes it. */
export function messageOf(mail: Mail) {
  const invitation = mail.attachments.find(isCalendar);
  return {
    messageId: `<${mail.messageId}>`,
    from: { name: mail.from.name ?? "", address: mail.from.address },
    to: { name: mail.to.name ?? "", address: mail.to.address },
    ...(mail.replyTo ? { replyTo: { name: mail.replyTo.name ?? "", address: mail.replyTo.address } } : {}),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: { ...mail.headers },
    ...(invitation ? { icalEvent: icalEvent(invitation) } : {}),
    attachments: mail.attachments.filter((attachment) => attachment !== invitation).map((attachment) => ({
      filename: attachment.filename,
      contentType: attachment.contentType,
      content: bytes(attachment),
    })),
  };
}

/** Mail programs offer to take a date in only when it is also an alternative of the text, with its method. */
function icalEvent(invitation: Attachment) {
  const method = /method=(\w+)/i.exec(invitation.contentType)?.[1] ?? "PUBLISH";
  return { method, filename: invitation.filename, content: bytes(invitation) };
}

function isCalendar({ contentType }: Attachment): boolean {
  return contentType.startsWith("text/calendar");
}

function bytes({ content }: Attachment): Buffer {
  return typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
}
