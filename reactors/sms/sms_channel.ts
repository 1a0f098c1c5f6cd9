import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Language } from "../../domain/ids.ts";
import type { AnyFact } from "../../domain/catalogue.ts";
import type { SmsGateway } from "../../gateways/sms/port.ts";
import { when } from "../../i18n/formats.ts";
import { segmentsOf } from "../../i18n/segments.ts";
import { type TextKind, textMessage } from "../../i18n/sms.ts";
import { subjectOf } from "../mails/own_rows.ts";
import type { PrepareOptions } from "../mails/prepare.ts";
import type { ChannelSpec, Ready } from "../runtime/channel.ts";
import type { Of } from "../runtime/due.ts";
import type { OutboxRow } from "../runtime/tables.ts";

export interface SmsChannelOptions extends Pick<PrepareOptions, "db" | "factAt" | "links" | "host"> {
  gateway: SmsGateway;
  /** Where the provider reports what became of a delivery; null: nowhere that it could reach. */
  reportTo(deliveryId: string): string | null;
  /** Whether the person has told to get no texts. */
  stopped(personId: string): Promise<boolean>;
  /** The provider says that they have told it. */
  stop(studioId: string, personId: string): Promise<void>;
}

/** The way text messages go: number and words are read when it is their turn, and kept nowhere. */
export function smsChannel(options: SmsChannelOptions): ChannelSpec {
  const { gateway, host, reportTo, stop } = options;
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
        segments: segmentsOf(text),
        from,
        reportTo: reportTo(row.delivery_id),
        mayHaveGoneSince: row.attempt > 0 ? row.since : null,
        studioId: row.studio_id,
        personIds: row.person_id === null ? [] : [row.person_id],
      };
      return {
        send: ({ signal }) =>
          gateway.send(message, { signal }).catch(async (error: Error & { stopped?: boolean }) => {
            if (error.stopped) await stop(row.studio_id!, row.person_id!);
            throw error;
          }),
      };
    },
  };
}

async function messageOf(
  row: Of<OutboxRow>,
  { db, factAt, links, stopped }: SmsChannelOptions,
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
  if (await stopped(row.person_id!)) return { skip: "texts_stopped" };
  const language = fact.data.language as Language;
  const startsAt = String(row.mail.startsAt);
  const { platform } = event;
  const values = {
    studio: studio.name,
    title: event.translations[language]?.title ?? event.title,
    // as of its turn, so that a repeat says the same and is found in the provider's list
    when: when({ startsAt, zone: event.time_zone, ownZone: fact.data.timeZone }, language, new Date(row.since)),
    url: platform.kind === "room"
      ? await links.registration(event.studio_id, row.registration_id!, seat?.generation ?? 1)
      : platform.url,
  };
  return { to: number.number, text: textMessage(row.mail.kind as TextKind, values, language), from: studio.name };
}

/** An empty text takes the number back. */
function phoneIn(fact: AnyFact | undefined): string | null | undefined {
  return fact?.type === "RegistrationDetailsChanged" ? fact.data.phone : undefined;
}
