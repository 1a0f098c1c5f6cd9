import type { Language } from "../domain/ids.ts";
import { type Platform, platformNames } from "../domain/tracking/triggers.ts";
import type { MailGateway } from "../gateways/mail/port.ts";
import type { Queryable } from "../projections/runtime/sql.ts";
import { pixelMail } from "./mails/account_mail.ts";
import { renderMail } from "./mails/render.ts";
import type { ChannelSpec, Ready } from "./runtime/channel.ts";
import { ownTable } from "./runtime/due.ts";
import type { FactAt } from "./runtime/facts.ts";

/** The way in which members hear of what needs them: a platform refuses a pixel's token. */
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
      const { trackingId } = row.mail as unknown as { trackingId: string };
      const { rows: [found] } = await db.query({
        text: `select p.platform, p.pixel_id, p.paused, s.name, s.language from ${ownTable(row.reactor, "pixels")} p
          join ${ownTable(row.reactor, "studios")} s on s.studio_id = p.studio_id
          where p.tracking_id = $1 and not p.removed`,
        values: [trackingId],
      });
      if (found?.paused !== "token_refused") return { skip: "superseded" };
      const rendered = await renderMail(pixelMail({
        language: found.language as Language,
        studio: found.name,
        platform: platformNames[found.platform as Platform],
        pixel: found.pixel_id,
        url: `${baseUrl()}/dashboard/marketing/pixels/${trackingId}`,
      }));
      return {
        send: ({ signal, repeatsUnknown }) =>
          gateway.send({
            ...rendered,
            messageId: `${row.delivery_id}@${host}`,
            from: { address: from, name: found.name },
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
