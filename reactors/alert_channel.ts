import type { MailGateway } from "../gateways/mail/port.ts";
import type { ChannelSpec, Ready } from "./runtime/channel.ts";

export interface AlertChannelOptions {
  gateway: MailGateway;
  /** Whom mails go to; null: nobody. */
  mail: string | null;
  /** Where JSON is posted to; null: nowhere. */
  webhook: string | null;
  from: string;
  host: string;
  /** Public address of the installation, asked at each alert. */
  baseUrl: () => string;
  /** As `fetch`. @throws {GatewayFailure} */
  post: (url: string, init: RequestInit) => Promise<Response>;
}

/** The way in which operators are told: a mail in plain words, or JSON. English, as logs are. */
export function alertChannel(options: AlertChannelOptions): ChannelSpec {
  const { mail, webhook } = options;
  return {
    concurrency: 2,
    timeout: 20_000,
    prepare({ mail: told, delivery_id }): Promise<Ready> {
      const alert = told as unknown as Alert;
      if (alert.by === "mail") {
        return Promise.resolve(
          mail === null ? { skip: "no_alert_mail" } : { send: () => sendMail(alert, mail, delivery_id, options) },
        );
      }
      return Promise.resolve(
        webhook === null ? { skip: "no_alert_webhook" } : { send: () => post(alert, webhook, delivery_id, options) },
      );
    },
  };
}

interface Alert {
  kind: "alert_raised" | "alert_ended";
  alert: string;
  subject: string;
  detail: string;
  at: string;
  by: "mail" | "webhook";
}

async function sendMail(alert: Alert, to: string, id: string, { gateway, from, host, baseUrl }: AlertChannelOptions) {
  const what = [alert.alert.replace("_", " "), alert.subject].filter((part) => part !== "").join(": ");
  const raised = alert.kind === "alert_raised";
  const text = raised
    ? `${alert.detail}.\n\nSince ${alert.at}. There will be one more mail, when it is over.\n${baseUrl()}/operator\n`
    : `This is over: ${what} (${alert.at}).\n${baseUrl()}/operator\n`;
  return await gateway.send({
    messageId: `${id}@${host}`,
    from: { address: from.match(/<([^>]+)>/)?.[1] ?? from, name: "Webinars" },
    to: { address: to },
    subject: raised ? `Attention: ${what}` : `Over: ${what}`,
    text,
    html: `<p>${text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>")}</p>`,
    attachments: [],
    headers: { "Auto-Submitted": "auto-generated" },
    studioId: null,
    personIds: [],
  });
}

async function post(
  { kind, alert, subject, detail, at }: Alert,
  url: string,
  id: string,
  options: AlertChannelOptions,
) {
  const answer = await options.post(url, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": id },
    body: JSON.stringify({ id, state: kind === "alert_raised" ? "raised" : "ended", alert, subject, detail, at }),
  });
  await answer.body?.cancel();
  return { receipt: `answered ${answer.status}` };
}
