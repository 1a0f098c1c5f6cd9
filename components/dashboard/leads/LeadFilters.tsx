import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button, ButtonLink } from "../../Button.tsx";
import { SearchBox, Select, TextField } from "../../inputs.tsx";
import type { Members } from "./lead.ts";

/** The filter as it stands in the address. */
export interface LeadFilterView {
  q?: string;
  tag?: string;
  without?: string;
  event?: string;
  standing?: string;
  source?: string;
  medium?: string;
  campaign?: string;
  marketing?: string;
  owner?: string;
  newWithin?: number;
  quietFor?: number;
  sort?: string;
}

const standings = ["registered", "attended", "no_show", "waitlisted", "cancelled"] as const;
const sorts = ["recent", "new", "name", "registrations"] as const;

/** Narrows the list. What is asked for stands in the address, so it can be kept, passed on and saved as a segment. */
export function LeadFilters({ url, locale, filter, filtered, events, members }: {
  url: URL;
  locale: Language;
  filter: LeadFilterView;
  filtered: boolean;
  events: readonly { id: string; title: string }[];
  members: Members;
}) {
  const t = translator(locale);
  const { q: _, sort, ...narrowing } = filter;
  const any = { value: "", label: t("desk.any") };
  const days = (name: "newWithin" | "quietFor", label: string) => (
    <TextField name={name} type="number" min={1} max={3650} label={label} value={filter[name]?.toString() ?? ""} />
  );
  return (
    <form class="stack tight" method="get" role="search">
      <div class="toolbar">
        <SearchBox name="q" label={t("leads.search")} value={filter.q ?? ""} />
        <Select
          name="sort"
          label={t("leads.sort")}
          value={sort ?? "recent"}
          options={sorts.map((value) => ({ value, label: t(`leads.sort.${value}`) }))}
        />
        <Button type="submit">{t("common.search")}</Button>
        {filtered ? <ButtonLink kind="quiet" href={url.pathname}>{t("common.clear")}</ButtonLink> : null}
      </div>
      <details open={Object.values(narrowing).some((value) => value !== undefined)}>
        <summary>{t("desk.filters")}</summary>
        <div class="toolbar">
          <TextField name="tag" label={t("leads.tag")} value={filter.tag ?? ""} maxLength={50} />
          <TextField name="without" label={t("leads.without_tag")} value={filter.without ?? ""} maxLength={50} />
          <Select
            name="standing"
            label={t("leads.standing")}
            value={filter.standing ?? ""}
            options={[any, ...standings.map((value) => ({ value, label: t(`leads.standing.${value}`) }))]}
          />
          <Select
            name="event"
            label={t("leads.event")}
            value={filter.event ?? ""}
            options={[any, ...events.map(({ id, title }) => ({ value: id, label: title }))]}
          />
          <TextField name="source" label={t("people.source")} value={filter.source ?? ""} maxLength={100} />
          <TextField name="medium" label={t("leads.medium")} value={filter.medium ?? ""} maxLength={100} />
          <TextField name="campaign" label={t("leads.campaign")} value={filter.campaign ?? ""} maxLength={100} />
          <Select
            name="marketing"
            label={t("leads.marketing")}
            value={filter.marketing ?? ""}
            options={[
              any,
              { value: "yes", label: t("leads.marketing.yes") },
              { value: "no", label: t("leads.marketing.no") },
            ]}
          />
          <Select
            name="owner"
            label={t("leads.owner")}
            value={filter.owner ?? ""}
            options={[
              any,
              { value: "nobody", label: t("leads.owner.nobody") },
              ...members.map(({ userId, name }) => ({ value: userId, label: name })),
            ]}
          />
          {days("newWithin", t("leads.new_within"))}
          {days("quietFor", t("leads.quiet_for"))}
        </div>
      </details>
    </form>
  );
}

/** Keeps the filter of the address under a name. */
export function SaveSegment({ url, locale, requestId }: { url: URL; locale: Language; requestId: string }) {
  const t = translator(locale);
  return (
    <details>
      <summary>{t("leads.segment.save")}</summary>
      <form method="post" action={url.pathname + url.search} class="toolbar">
        <input type="hidden" name="requestId" value={requestId} />
        <TextField name="name" label={t("leads.segment.name")} required maxLength={100} />
        <Button>{t("leads.segment.keep")}</Button>
      </form>
    </details>
  );
}
