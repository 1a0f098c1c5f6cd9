import type { Language } from "../../domain/ids.ts";
import { number, when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Badge } from "../Badge.tsx";
import { Table } from "../Table.tsx";
import { type EventView, hrefOf, tones } from "./event.ts";
import { EventMenu } from "./EventMenu.tsx";

/** Events one under the other, for those who have many. */
export function EventTable({ events, locale, now }: { events: readonly EventView[]; locale: Language; now: Date }) {
  const t = translator(locale);
  return (
    <Table
      caption={t("events.title")}
      rows={events}
      keyOf={({ id }) => id}
      empty={null}
      columns={[
        {
          key: "title",
          label: t("events.column.title"),
          lead: true,
          cell: ({ id, title, language }) => <a href={hrefOf(id)} lang={language}>{title}</a>,
        },
        {
          key: "state",
          label: t("events.filter.state"),
          cell: ({ lifecycle }) => <Badge tone={tones[lifecycle]}>{t(`events.state.${lifecycle}`)}</Badge>,
        },
        {
          key: "date",
          label: t("events.column.date"),
          cell: ({ startsAt, timeZone }) => (
            <time dateTime={startsAt}>{when({ startsAt, zone: timeZone }, locale, now)}</time>
          ),
        },
        {
          key: "registered",
          label: t("events.registered"),
          number: true,
          cell: ({ id, confirmed }) => <span data-live={`${id}.confirmed`}>{number(confirmed, locale)}</span>,
        },
        {
          key: "waitlisted",
          label: t("events.waitlisted"),
          number: true,
          cell: ({ id, waitlisted }) => <span data-live={`${id}.waitlisted`}>{number(waitlisted, locale)}</span>,
        },
        { key: "actions", label: t("events.actions"), cell: (event) => <EventMenu event={event} locale={locale} /> },
      ]}
    />
  );
}
