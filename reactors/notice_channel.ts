import { type Platform, platformNames } from "../domain/tracking/triggers.ts";
import type { MailGateway } from "../gateways/mail/port.ts";
import type { Queryable } from "../projections/runtime/sql.ts";
import { pixelMail, webhookMail } from "./mails/account_mail.ts";
import type { MailContent } from "./mails/content.ts";
import { renderMail } from "./mails/render.ts";
import type { ChannelSpec, Ready } from "./runtime/channel.ts";
import { type Of, ownTable } from "./runtime/due.ts";
import type { FactAt } from "./runtime/facts.ts";
import type { OutboxRow } from "./runtime/tables.ts";

interface Notice {
  studio: string;
  content(baseUrl: string): MailContent;
}

/** The way in which members hear of what needs them: a platform refuses a pixel's token, a webhook's receiver is gone. */
export function noticeChannel({ db, gateway, factAt, baseUrl, from, host }: {
  db: Queryable;
  gateway: MailGateway;
  factAt: FactAt;
  baseUrl(): string;
  /** Sender's bare address. */
  from: string;
  /** Host part of Message-IDs. */
  host: string;
}): ChannelSpec {
  return {
    concurrency: 2,
    timeout: 30_000,
    async prepare(row): Promise<Ready> {
      const member = row.contact && await factAt(row.contact);
      if (member?.type !== "MemberJoined") throw new TypeError(`${row.key} has no member to read from`);
      const { email, name, personId } = member.data;
      if (email === null) return { skip: "person_erased" };
      const notice = row.mail.kind === "webhook_gone" ? await webhookGone(row, db) : await pixelPaused(row, db);
      if (!notice) return { skip: "superseded" };
      const { studio, content } = notice;
      const rendered = await renderMail(content(baseUrl()));
      return {
        send: ({ signal, repeatsUnknown }) =>
          gateway.send({
            ...rendered,
            messageId: `${row.delivery_id}@${host}`,
            from: { address: from, name: studio },
            to: { address: email, name: name ?? "" },
            headers: { "Auto-Submitted": "auto-generated" },
            studioId: row.studio_id,
            personIds: [personId],
            repeatsUnknown,
          }, { signal }),
      };
    },
  };
}

/** Null once the pixel is no longer paused, or is removed. */
async function pixelPaused({ reactor, mail }: Of<OutboxRow>, db: Queryable): Promise<Notice | null> {
  const { trackingId } = mail as unknown as { trackingId: string };
  const { rows: [found] } = await db.query({
    text: `select p.platform, p.pixel_id, p.paused, s.name, s.language from ${ownTable(reactor, "pixels")} p
      join ${ownTable(reactor, "studios")} s on s.studio_id = p.studio_id
      where p.tracking_id = $1 and not p.removed`,
    values: [trackingId],
  });
  if (found?.paused !== "token_refused") return null;
  const { name: studio, language, pixel_id: pixel } = found;
  const platform = platformNames[found.platform as Platform];
  const path = `/dashboard/marketing/pixels/${trackingId}`;
  return { studio, content: (baseUrl) => pixelMail({ language, studio, platform, pixel, url: baseUrl + path }) };
}

/** Null once somebody has switched the webhook on again, or removed it. */
async function webhookGone({ reactor, mail }: Of<OutboxRow>, db: Queryable): Promise<Notice | null> {
  const { webhookId } = mail as unknown as { webhookId: string };
  const { rows: [found] } = await db.query({
    text: `select h.host, h.paused, s.name, s.language from ${ownTable(reactor, "hooks")} h
      join ${ownTable(reactor, "studios")} s on s.studio_id = h.studio_id
      where h.webhook_id = $1 and not h.removed`,
    values: [webhookId],
  });
  if (found?.paused !== "gone") return null;
  const { name: studio, language, host } = found;
  const path = `/dashboard/settings/webhooks/${webhookId}`;
  return { studio, content: (baseUrl) => webhookMail({ language, studio, host, url: baseUrl + path }) };
}
