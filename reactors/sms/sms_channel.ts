import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Language } from "../../domain/ids.ts";
import type { AnyFact } from "../../domain/catalogue.ts";
import type { SmsGateway } from "../../gateways/sms/port.ts";
import { fill } from "../../i18n/area.ts";
import { when } from "../../i18n/formats.ts";
import { smsTexts } from "../../i18n/sms.ts";
import { subjectOf } from "../mails/own_rows.ts";
import type { PrepareOptions } from "../mails/prepare.ts";
import type { ChannelSpec, Ready } from "../runtime/channel.ts";
import { systemClock } from "../runtime/clock.ts";
import type { Of } from "../runtime/due.ts";
import type { OutboxRow } from "../runtime/tables.ts";

export interface SmsChannelOptions extends Pick<PrepareOptions, "db" | "factAt" | "links" | "host" | "clock"> {
  gateway: SmsGateway;
}

/** The way text messages go: number and words are read when it is their turn, and kept nowhere. */
export function smsChannel(options: SmsChannelOptions): ChannelSpec {
  const { gateway, host } = options;
  return {
    concurrency: 5,
    timeout: 30_000,
    async prepare(row): Promise<Ready> {
      const prepared = await messageOf(row, options);
      if ("skip" in prepared) return prepared;
      const { to, text, from } = prepared;
      const message = {
        id: `${row.delivery_id}@${host}`,
        to,
        text,
        from,
        studioId: row.studio_id,
        personIds: row.person_id === null ? [] : [row.person_id],
      };
      return { send: ({ signal }) => gateway.send(message, { signal }) };
    },
  };
}

async function messageOf(
  row: Of<OutboxRow>,
  { db, factAt, links, clock = systemClock }: SmsChannelOptions,
): Promise<{ to: string; text: string; from: string } | { skip: string }> {
  const fact = row.contact && await factAt(row.contact);
  if (fact?.type !== "RegistrationRequested") throw new TypeError(`${row.key} has no registration to read from`);
  if (fact.data.email === null) return { skip: "person_erased" };
  const { event, studio, seat, suppressed } = await subjectOf(db, row, row.studio_id!);
  if (suppressed === "by_hand") return { skip: "suppressed" };
  const anew = seat?.renamed ? await factAt({ stream: row.contact!.stream, revision: seat.renamed }) : undefined;
  const typed = phoneIn(anew) ?? fact.data.phone;
  if (!typed) return { skip: "no_phone" };
  const number = parsePhoneNumberFromString(typed);
  if (!number?.isValid()) return { skip: "phone_invalid" };
  const language = fact.data.language as Language;
  const startsAt = String(row.mail.startsAt);
  const { platform } = event;
  const values = {
    studio: studio.name,
    title: event.translations[language]?.title ?? event.title,
    when: when({ startsAt, zone: event.time_zone, ownZone: fact.data.timeZone }, language, clock.now()),
    url: platform.kind === "room"
      ? await links.registration(event.studio_id, row.registration_id!, seat?.generation ?? 1)
      : platform.url,
  };
  return { to: number.number, text: fill(smsTexts[language].reminder, values, language), from: studio.name };
}

/** An empty text takes the number back. */
function phoneIn(fact: AnyFact | undefined): string | null | undefined {
  return fact?.type === "RegistrationDetailsChanged" ? fact.data.phone : undefined;
}
