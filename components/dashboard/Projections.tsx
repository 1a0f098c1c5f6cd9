import type { Language } from "../../domain/ids.ts";
import { aboutInWords } from "../../i18n/abouts.ts";
import { bytes } from "../../i18n/bytes.ts";
import { translator } from "../../i18n/translate.ts";
import type { FoldStatus } from "../../projections/runtime/control.ts";
import { Button } from "../Button.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Notice } from "../Notice.tsx";
import { Table } from "../Table.tsx";
import { utc } from "./LogTable.tsx";

/** The read models; figures are kept up to date by a live page through their `data-live` names. */
export function Projections(
  { folds, rebuildable, figures, locale }: {
    folds: readonly FoldStatus[];
    /** Names of those whose rebuild the reader may ask for. */
    rebuildable: readonly string[];
    /** What the live page would say now. */
    figures: Readonly<Record<string, string>>;
    locale: Language;
  },
) {
  const t = translator(locale);
  const live = (name: string) => <span class="figures" data-live={name}>{figures[name]}</span>;
  return (
    <>
      {folds.filter((fold) => fold.problem).map((fold) => (
        <Notice key={fold.name} tone="negative" title={fold.name}>
          <a href={`/dashboard/projections/${fold.name}`}>{t("projections.stopped.title")}</a>
        </Notice>
      ))}
      <Table
        caption={t("projections.title")}
        rows={folds}
        keyOf={(fold) => fold.name}
        empty={<EmptyState text={t("projections.none")} />}
        columns={[
          {
            key: "name",
            label: t("projections.name"),
            lead: true,
            cell: (fold) => (
              <div>
                <a href={`/dashboard/projections/${fold.name}`}>
                  <strong>{fold.name}</strong>
                </a>
                <p class="muted small">{aboutInWords(fold.about, locale)}</p>
              </div>
            ),
          },
          {
            key: "version",
            label: t("projections.version"),
            number: true,
            cell: (fold) => live(`${fold.name}.version`),
          },
          {
            key: "position",
            label: t("projections.position"),
            number: true,
            cell: (fold) => live(`${fold.name}.position`),
          },
          { key: "lag", label: t("projections.lag"), number: true, cell: (fold) => live(`${fold.name}.lag`) },
          {
            key: "size",
            label: t("projections.size"),
            number: true,
            cell: (fold) => <span class="figures nowrap">{bytes(fold.bytes, locale)}</span>,
          },
          { key: "rate", label: t("projections.rate"), number: true, cell: (fold) => live(`${fold.name}.rate`) },
          { key: "state", label: t("projections.state"), cell: (fold) => live(`${fold.name}.state`) },
          {
            key: "complete",
            label: t("projections.complete.label"),
            cell: (fold) => live(`${fold.name}.complete`),
          },
          {
            key: "rebuilt",
            label: t("projections.rebuilt"),
            cell: (fold) => (
              <span class="small figures nowrap">
                {fold.lastRebuiltAt ? utc(fold.lastRebuiltAt).slice(0, 19) : t("projections.never")}
              </span>
            ),
          },
          {
            key: "rebuild",
            label: t("projections.rebuild"),
            cell: (fold) => (
              <Rebuild fold={fold} may={rebuildable.includes(fold.name)} figures={figures} locale={locale} />
            ),
          },
        ]}
      />
    </>
  );
}

/** How far a rebuild is, and its buttons for whoever may ask for one; for others an empty cell while none runs. */
function Rebuild({ fold, may, figures, locale }: {
  fold: FoldStatus;
  may: boolean;
  figures: Readonly<Record<string, string>>;
  locale: Language;
}) {
  const t = translator(locale);
  const { name, rebuild } = fold;
  const progress = <span class="muted tiny figures" data-live={`${name}.progress`}>{figures[`${name}.progress`]}</span>;
  if (!may && !rebuild) return progress;
  return (
    <div class="stack tight">
      {may
        ? (
          <form method="post">
            <input type="hidden" name="name" value={name} />
            <Button size="small" aria-label={t("projections.rebuild_of", { name })}>{t("projections.rebuild")}</Button>
          </form>
        )
        : null}
      {rebuild
        ? (
          <progress
            max={100}
            value={Number(figures[`${name}.done`] ?? 0)}
            data-live={`${name}.done`}
            aria-label={t("projections.rebuild_of", { name })}
          />
        )
        : null}
      {rebuild && may
        ? (
          <form method="post">
            <input type="hidden" name="name" value={name} />
            <input type="hidden" name="do" value="cancel" />
            <Button size="small" kind="quiet">{t("projections.cancel")}</Button>
          </form>
        )
        : null}
      {progress}
    </div>
  );
}
