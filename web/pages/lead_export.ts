import type { Language } from "../../domain/ids.ts";
import { moment } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { PersonView } from "../../projections/queries.ts";
import type { Cell, Sheet } from "../exports/sheet.ts";

/** People as a list to take along. */
export function leadSheet({ title, subtitle, zone, language, people }: {
  title: string;
  subtitle: string;
  zone: string;
  language: Language;
  people: AsyncIterable<PersonView>;
}): Sheet {
  const t = translator(language);
  return {
    title,
    subtitle,
    language,
    columns: [
      t("people.email"),
      t("desk.first_name"),
      t("desk.last_name"),
      t("leads.phone"),
      t("people.company"),
      t("leads.position"),
      t("leads.tags"),
      t("people.source"),
      t("leads.medium"),
      t("leads.campaign"),
      t("leads.origin"),
      t("leads.marketing"),
      t("leads.registrations"),
      t("leads.first_seen"),
      t("leads.seen"),
    ].map((label) => ({ label })),
    rows: rowsOf(),
  };

  async function* rowsOf(): AsyncGenerator<readonly Cell[]> {
    for await (const person of people) {
      yield [
        person.email,
        person.firstName,
        person.lastName,
        person.phone,
        person.company,
        person.position,
        person.tags.join(", "),
        person.source,
        person.medium,
        person.campaign,
        t(`leads.origin.${person.origin}`),
        t(person.marketing ? "leads.marketing.yes" : "leads.marketing.no"),
        person.registrations,
        moment(person.firstSeenAt, zone, language),
        moment(person.lastSeenAt, zone, language),
      ];
    }
  }
}
