import type { Found } from "../../components/dashboard/found.ts";
import { hrefOf } from "../../components/dashboard/event.ts";
import type { Place } from "../../components/layout/WorkFrame.tsx";
import { translator } from "../../i18n/translate.ts";
import { findPeople, listEvents } from "../../projections/queries.ts";
import type { Permission } from "../../commands/authorise.ts";
import type { State } from "../state.ts";
import { allowsAny, reaches, workplaceOf } from "./trainer.ts";

/** Most of each kind. */
const MOST = 5;
const EVENTS = "/dashboard/experiences/virtual-events";

/** Events, people, pages and actions that fit what was typed, as far as the reader may see them. */
export async function find(state: State, places: readonly Place[], typed: string): Promise<Found[]> {
  const search = typed.replaceAll("\0", "").trim().slice(0, 100);
  const fits = ({ label }: { label: string }) => plain(label).includes(plain(search));
  const pages = places.map(({ label, href }): Found => ({ kind: "page", label, href })).filter(fits);
  const actions = actionsOf(state).filter(fits);
  if (!state.studio) return pages;
  const [events, people] = await Promise.all([eventsOf(state, search), search === "" ? [] : peopleOf(state, search)]);
  return [...events, ...people, ...pages, ...actions];
}

async function eventsOf(state: State, search: string): Promise<Found[]> {
  const reach = reaches(state, "event.read");
  if (!reach) return [];
  const { app, session } = state;
  const { rows } = await listEvents(app.db, {
    studioId: workplaceOf(state).id,
    trainerId: reach === "own" ? session?.userId : undefined,
    search: search || undefined,
    sort: search ? undefined : "updated",
    limit: MOST,
    now: app.commands.now(),
  });
  const t = translator(state.locale);
  return rows.map(({ id, title, lifecycle }) => ({
    kind: "event",
    label: title,
    hint: t(`events.state.${lifecycle}`),
    href: hrefOf(id),
  }));
}

async function peopleOf(state: State, search: string): Promise<Found[]> {
  const reach = reaches(state, "registration.read");
  if (!reach) return [];
  const trainerId = reach === "own" ? state.session?.userId : undefined;
  const found = await findPeople(state.app.db, { studioId: workplaceOf(state).id, trainerId, search, limit: MOST });
  return found.map(({ name, email, registrationId, eventId, eventTitle }) => ({
    kind: "person",
    label: name || (email ?? ""),
    hint: [email, eventTitle].filter(Boolean).join(" · "),
    href: hrefOf(eventId, `/registrations?person=${registrationId}`),
  }));
}

function actionsOf(state: State): Found[] {
  const t = translator(state.locale);
  const actions: readonly [Permission, string, string][] = [
    ["event.create", t("events.form.new"), `${EVENTS}/new`],
    ["member.invite", t("find.invite"), "/dashboard/settings/members"],
    ["api_key.issue", t("find.key"), "/dashboard/settings/api-keys"],
    ["webhook.change", t("webhooks.new"), "/dashboard/settings/webhooks"],
  ];
  return [
    ...actions.filter(([permission]) => allowsAny(state, permission))
      .map(([, label, href]): Found => ({ kind: "action", label, href })),
    { kind: "page", label: t("find.account"), href: "/dashboard/account" },
    { kind: "page", label: t("analysis.definitions"), href: "/dashboard/definitions" },
  ];
}

/** Without accents and case: whoever searches types neither. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
}
