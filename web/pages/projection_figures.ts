import { reachOf } from "../../commands/authorise.ts";
import type { Language } from "../../domain/ids.ts";
import { number, unknown } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { FoldStatus } from "../../projections/runtime/control.ts";
import type { State } from "../state.ts";

/** What a row of the projections' table shows, by the names that its elements have. */
export function figuresOf(fold: FoldStatus, locale: Language): Record<string, string> {
  const { name, rebuild } = fold;
  return {
    [`${name}.version`]: `${fold.version} · ${fold.generation}`,
    [`${name}.position`]: fold.position,
    [`${name}.lag`]: lagText(fold, locale),
    [`${name}.state`]: translator(locale)(`projections.state.${fold.state}`),
    [`${name}.complete`]: completeText(fold, locale),
    [`${name}.rate`]: fold.rate === null ? unknown : number(Math.round(fold.rate), locale),
    [`${name}.done`]: String(rebuild && rebuild.total > 0 ? Math.round(100 * rebuild.done / rebuild.total) : 0),
    [`${name}.progress`]: rebuild ? progressText(rebuild, locale) : "",
  };
}

function completeText({ checked }: FoldStatus, locale: Language): string {
  if (!checked) return unknown;
  return translator(locale)(checked.complete ? "projections.complete" : "projections.incomplete");
}

function lagText({ lag, lagSeconds }: FoldStatus, locale: Language): string {
  if (lag === null) return unknown;
  const events = number(lag, locale);
  if (!lagSeconds) return events;
  return `${events} · ${translator(locale)("projections.lag.seconds", { seconds: Math.ceil(lagSeconds) })}`;
}

/** Of all projections; null once the reader may no longer see them. */
export async function projectionFigures(state: State): Promise<Record<string, string> | null> {
  const { app, session, studio, operator, locale } = state;
  const role = session && studio ? app.directory.membership(session.userId, studio.id)?.role : undefined;
  if (!reachOf({ userId: session?.userId, role, operator }, "projection.read")) return null;
  return Object.assign({}, ...(await app.projections.list()).map((fold) => figuresOf(fold, locale)));
}

function progressText(rebuild: NonNullable<FoldStatus["rebuild"]>, locale: Language): string {
  const t = translator(locale);
  if (rebuild.problem) return rebuild.problem;
  return [
    t("projections.progress", { done: rebuild.done, total: rebuild.total }),
    rebuild.rate > 0 ? t("projections.progress.rate", { rate: Math.round(rebuild.rate) }) : null,
    rebuild.secondsLeft === null ? null : t("projections.seconds", { count: rebuild.secondsLeft }),
  ].filter(Boolean).join(" · ");
}
