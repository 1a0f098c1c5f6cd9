import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../Icon.tsx";
import { SearchBox, Select } from "../inputs.tsx";
import { eventKinds } from "./event.ts";
import type { EventTab } from "./EventBoard.tsx";

/** What the address of the list filters and sorts by; empty texts filter nothing. */
export interface EventFilter {
  q: string;
  type: string;
  access: string;
  state: string;
  member: string;
  sort: string;
  view: string;
}

/** The states that a tab can hold. */
const states: Readonly<Record<EventTab, readonly ("published" | "live" | "completed" | "cancelled")[]>> = {
  upcoming: ["published", "live"],
  past: ["completed", "cancelled"],
  drafts: [],
};

export const sorts = ["start", "title", "updated", "registrations"] as const;

/** Search, filters and order of the list of events: a form whose values stand in the address. */
export function EventFilters(
  { tab, filter, members, locale }: {
    tab: EventTab;
    filter: EventFilter;
    /** Who may be chosen; nobody where the reader sees only their own events. */
    members: readonly { id: string; name: string }[];
    locale: Language;
  },
) {
  const t = translator(locale);
  const any = (label: string) => ({ value: "", label });
  return (
    <form class="toolbar" method="get" role="search">
      {tab === "upcoming" ? null : <input type="hidden" name="tab" value={tab} />}
      {filter.view ? <input type="hidden" name="view" value={filter.view} /> : null}
      <SearchBox name="q" label={t("events.search")} value={filter.q} />
      <details class="filters" open={isOpen(filter) || undefined}>
        <summary class="button">
          <Icon name="list-filter" />
          {t("events.filter")}
        </summary>
        <div class="toolbar">
          <Select
            name="type"
            label={t("events.filter.type")}
            value={filter.type}
            options={[
              any(t("events.filter.all_types")),
              ...eventKinds.map((value) => ({ value, label: t(`public.type.${value}`) })),
            ]}
          />
          <Select
            name="access"
            label={t("events.filter.access")}
            value={filter.access}
            options={[
              any(t("events.filter.all_access")),
              ...(["free", "paid"] as const).map((value) => ({ value, label: t(`events.filter.${value}`) })),
            ]}
          />
          {states[tab].length > 0
            ? (
              <Select
                name="state"
                label={t("events.filter.state")}
                value={filter.state}
                options={[
                  any(t("events.filter.all_states")),
                  ...states[tab].map((value) => ({ value, label: t(`events.state.${value}`) })),
                ]}
              />
            )
            : null}
          {members.length > 1
            ? (
              <Select
                name="member"
                label={t("events.filter.member")}
                value={filter.member}
                options={[
                  any(t("events.filter.all_members")),
                  ...members.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )
            : null}
          <Select
            name="sort"
            label={t("events.filter.sort")}
            value={filter.sort}
            options={sorts.map((value) => ({
              value: value === "start" ? "" : value,
              label: t(`events.sort.${value}`),
            }))}
          />
        </div>
      </details>
      <Button>{t("events.filter.apply")}</Button>
    </form>
  );
}

/** Whoever filters sees by what. */
function isOpen({ type, access, state, member, sort }: EventFilter): boolean {
  return [type, access, state, member, sort].some((value) => value !== "");
}
