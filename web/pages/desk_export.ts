import type { Language } from "../../domain/ids.ts";
import type { Question } from "../../domain/virtual_event/design.ts";
import { moment } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { RegistrationView } from "../../projections/queries.ts";
import type { Sheet } from "../exports/sheet.ts";
import type { Format } from "../exports/download.ts";
import { answerText } from "./desk.ts";

export interface DeskExport {
  title: string;
  subtitle: string;
  zone: string;
  language: Language;
  /** The form's own questions: a column each. */
  questions: readonly Pick<Question, "id" | "label">[];
  registrations: AsyncIterable<RegistrationView>;
}

/** Registrations as a list to take along: the attendee list as PDF has what fits on paper and a place to sign. */
export function deskSheet(asked: DeskExport, format: Format): Sheet {
  const { title, subtitle, language } = asked;
  return { title, subtitle, language, ...(format === "pdf" ? onPaper(asked) : inFull(asked)) };
}

function statusOf({ language }: DeskExport, { status }: RegistrationView): string {
  const t = translator(language);
  return status === "waitlisted" ? t("events.waitlisted") : t(`people.status.${status}`);
}

function onPaper(asked: DeskExport): Pick<Sheet, "columns" | "rows"> {
  const t = translator(asked.language);
  return {
    columns: [
      { label: t("people.name"), width: 3 },
      { label: t("people.email"), width: 3 },
      { label: t("people.company"), width: 2 },
      { label: t("people.status"), width: 1.4 },
      { label: t("people.reference"), width: 1.4 },
      { label: t("desk.signature"), width: 2 },
    ],
    rows: mapped(asked.registrations, (row) => [
      [row.lastName, row.firstName].filter(Boolean).join(", ") || t("people.erased"),
      row.email,
      row.company,
      statusOf(asked, row),
      row.reference,
      "",
    ]),
  };
}

function inFull(asked: DeskExport): Pick<Sheet, "columns" | "rows"> {
  const { language, zone, questions } = asked;
  const t = translator(language);
  const yesNo = (value: boolean) => t(value ? "common.yes" : "common.no");
  return {
    columns: [
      { label: t("people.reference") },
      { label: t("desk.first_name") },
      { label: t("desk.last_name") },
      { label: t("people.email"), width: 2 },
      { label: t("desk.phone") },
      { label: t("people.company") },
      { label: t("desk.position") },
      { label: t("people.status") },
      { label: t("desk.attended") },
      { label: t("people.source") },
      { label: t("people.registered_at") },
      { label: t("desk.marketing") },
      { label: t("desk.tags") },
      ...questions.map(({ label }) => ({ label })),
    ],
    rows: mapped(asked.registrations, (row) => [
      row.reference,
      row.firstName,
      row.lastName,
      row.email,
      row.phone,
      row.company,
      row.position,
      statusOf(asked, row),
      row.attendance === "unknown" ? null : yesNo(row.attendance === "attended"),
      row.source,
      moment(row.registeredAt, zone, language),
      yesNo(row.consents.marketing),
      row.tags.join(", "),
      ...questions.map(({ id }) => id in row.answers ? answerText(row.answers[id], language) : null),
    ]),
  };
}

async function* mapped<A, B>(items: AsyncIterable<A>, map: (item: A) => B): AsyncGenerator<B> {
  for await (const item of items) yield map(item);
}
