import type { Language } from "../../domain/ids.ts";
import type { MailGateway } from "../../gateways/mail/port.ts";
import { accountMail } from "./account_mail.ts";
import { addressIn } from "./mail_channel.ts";
import { renderMail } from "./render.ts";

/** A mail about somebody's own account: what sign-in asks for. */
export interface AccountMail {
  kind: "password_reset" | "verify_email";
  to: string;
  language: Language;
  /** Holds a secret, which is why these mails are no facts: they are sent at once or not at all. */
  url: string;
}

/**
 * Sends account mails right away, outside the log.
 * @throws {GatewayFailure} the person can ask again
 */
export function accountSender(
  { gateway, from, host, product }: { gateway: MailGateway; from: string; host: string; product: string },
): (mail: AccountMail) => Promise<void> {
  return async ({ kind, to, language, url }) => {
    const rendered = await renderMail(accountMail({ kind, language, url, product }));
    await gateway.send({
      ...rendered,
      messageId: `${crypto.randomUUID()}@${host}`,
      from: { address: addressIn(from), name: product },
      to: { address: to },
      headers: { "Auto-Submitted": "auto-generated" },
      studioId: null,
      personIds: [],
    });
  };
}
