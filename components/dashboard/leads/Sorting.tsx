import type { TagRule } from "../../../domain/crm/events.ts";
import type { Language } from "../../../domain/ids.ts";
import { number } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button, ButtonLink } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { Select, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";
import { Act } from "./LeadPage.tsx";

export interface SortingProps {
  segments: readonly { id: string; name: string; href: string; count: number }[];
  rules: readonly { id: string; rule: TagRule }[];
  events: readonly { id: string; title: string }[];
  locale: Language;
  requestId: string;
  problem: string | null;
}

/** How a studio sorts its people: saved filters with today's count, and rules that tag. */
export function Sorting({ segments, rules, events, locale, requestId, problem }: SortingProps) {
  const t = translator(locale);
  const says = ({ moment, eventId, category, tag }: TagRule) => {
    const event = events.find(({ id }) => id === eventId)?.title;
    const said = t("leads.rule.says", {
      moment: t(`leads.rule.moment.${moment}`),
      category: category ?? t("leads.rule.any"),
      tag,
    });
    return event ? `${said} · ${event}` : said;
  };
  return (
    <div class="stack">
      <header class="page-head">
        <h1>{t("leads.sorting")}</h1>
        <ButtonLink kind="quiet" href="/dashboard/people">{t("leads.title")}</ButtonLink>
      </header>
      {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
      <Card>
        <div class="stack">
          <h2>{t("leads.segments")}</h2>
          {segments.length === 0 ? <p class="muted">{t("leads.segments.empty")}</p> : null}
          <ul class="plain stack tight">
            {segments.map(({ id, name, href, count }) => (
              <li key={id} class="row row--apart">
                <a href={href}>{name} · {number(count, locale)}</a>
                <Act does="remove_segment" requestId={requestId} inline>
                  <input type="hidden" name="id" value={id} />
                  <Button size="small" kind="quiet">{t("leads.segment.remove")}</Button>
                </Act>
              </li>
            ))}
          </ul>
        </div>
      </Card>
      <Card>
        <div class="stack">
          <h2>{t("leads.rules")}</h2>
          <p class="muted">{t(rules.length === 0 ? "leads.rules.empty" : "leads.rules.lead")}</p>
          <ul class="plain stack tight">
            {rules.map(({ id, rule }) => (
              <li key={id} class="row row--apart">
                <span>{says(rule)}</span>
                <Act does="remove_rule" requestId={requestId} inline>
                  <input type="hidden" name="id" value={id} />
                  <Button size="small" kind="quiet">{t("leads.rule.remove")}</Button>
                </Act>
              </li>
            ))}
          </ul>
          <Act does="rule" requestId={requestId}>
            <div class="toolbar">
              <Select
                name="moment"
                label={t("leads.rule.moment")}
                value="attended"
                options={(["registered", "attended", "no_show", "cancelled"] as const).map((value) => ({
                  value,
                  label: t(`leads.rule.moment.${value}`),
                }))}
              />
              <Select
                name="eventId"
                label={t("leads.event")}
                value=""
                options={[
                  { value: "", label: t("leads.rule.any") },
                  ...events.map(({ id, title }) => ({ value: id, label: title })),
                ]}
              />
              <TextField name="category" label={t("leads.rule.category")} maxLength={60} />
              <TextField name="tag" label={t("leads.rule.tag")} required maxLength={50} />
              <Button size="small">{t("leads.rule.add")}</Button>
            </div>
          </Act>
        </div>
      </Card>
    </div>
  );
}
