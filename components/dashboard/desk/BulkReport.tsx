import type { BulkAction } from "../../../domain/bulk/events.ts";
import type { Language } from "../../../domain/ids.ts";
import { hrefOf } from "../event.ts";
import { translator } from "../../../i18n/translate.ts";
import { ButtonLink } from "../../Button.tsx";
import { Table } from "../../Table.tsx";

/** What a bulk action came to, or how far it is, and for whom it was refused and why. */
export function BulkReport({ event, bulk, texts, failed, failures, locale, back }: {
  event: { id: string };
  bulk: { action: BulkAction; status: string; total: number; done: number };
  texts: Readonly<Record<string, string>>;
  failed: readonly { registrationId: string; name: string; reason: string }[];
  failures: number;
  locale: Language;
  back: string;
}) {
  const t = translator(locale);
  return (
    <section class="stack">
      <h2>{t(`desk.do.${bulk.action}`)}</h2>
      <div class="progress">
        <progress value={bulk.done} max={bulk.total} aria-label={t("desk.bulk")} data-live="bulk.done" />
        <span class="figures" data-live="bulk.text" role="status">{texts["bulk.text"]}</span>
      </div>
      {failures > 0
        ? (
          <Table
            caption={t("desk.bulk.failed", { count: failures })}
            rows={failed}
            keyOf={(row) => row.registrationId}
            empty={null}
            columns={[
              {
                key: "name",
                label: t("people.name"),
                lead: true,
                cell: (row) => (
                  <a href={`${hrefOf(event.id, "/registrations")}?person=${row.registrationId}`}>{row.name}</a>
                ),
              },
              { key: "reason", label: t("desk.bulk.why"), cell: (row) => row.reason },
            ]}
          />
        )
        : null}
      <div class="row">
        <ButtonLink href={back}>{t("desk.back")}</ButtonLink>
      </div>
    </section>
  );
}
