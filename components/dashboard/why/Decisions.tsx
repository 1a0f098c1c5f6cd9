import type { Language } from "../../../domain/ids.ts";
import { number } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Rule } from "../../../web/pages/why/decisions.ts";
import { entryHref, shortened, utc } from "../LogTable.tsx";

/** One fact that decided, in words. */
export interface DecisionLine {
  id: string;
  words: string;
  time: string;
  command: string;
  actor: string;
  rule: Rule | string;
  /** Whether the rule's name is one that we have words for. */
  known: boolean;
  situation: { capacity: number | null; taken: number; waiting: number };
  rank: number | null;
  rankBefore: number | null;
}

/** What decided, oldest first: the fact, the rule with what it saw, the command and who gave it. */
export function Decisions({ lines, locale }: { lines: readonly DecisionLine[]; locale: Language }) {
  const t = translator(locale);
  return (
    <ol class="words">
      {lines.map((line) => (
        <li key={line.id}>
          <a href={entryHref(line.id)}>{line.words}</a>
          <Move line={line} locale={locale} />
          <span>
            {line.known
              ? t(`audit.rule.${line.rule as Rule}`, {
                taken: number(line.situation.taken, locale),
                capacity: line.situation.capacity === null ? "∞" : number(line.situation.capacity, locale),
                waiting: number(line.situation.waiting, locale),
              })
              : null}
          </span>
          <span class="muted small">
            {t("audit.decided_by", { rule: line.rule, command: line.command, actor: shortened(line.actor) })}
            {" · "}
            <time class="figures" dateTime={line.time}>{utc(line.time)}</time>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Move({ line: { rank, rankBefore }, locale }: { line: DecisionLine; locale: Language }) {
  if (rank === null || rankBefore === null || rank === rankBefore) return null;
  return <strong>{translator(locale)("audit.moved", { from: rankBefore, to: rank })}</strong>;
}
