import { type Place, WorkFrame } from "../../components/layout/WorkFrame.tsx";
import { reachOf } from "../../commands/authorise.ts";
import { translator } from "../../i18n/translate.ts";
import { allowsAny } from "../../web/pages/trainer.ts";
import { define, type State } from "../../web/state.ts";

/** Surrounds the pages for people who work; shows only where this person may go. */
export default define.page(function WorkLayout({ Component, state, url }) {
  return (
    <WorkFrame
      url={url}
      locale={state.locale}
      studio={state.studio?.name ?? ""}
      person={state.session?.name ?? ""}
      others={othersOf(state)}
      places={placesOf(state)}
      newHref={allowsAny(state, "event.create") ? "/dashboard/experiences/virtual-events/new" : null}
    >
      <Component />
    </WorkFrame>
  );
});

function othersOf({ app, session, studio }: State): { id: string; name: string }[] {
  const all = session ? app.directory.studiosOf(session.userId) : [];
  return all.filter(({ id }) => id !== studio?.id).map(({ id, name }) => ({ id, name }));
}

/** Where this person may go. */
export function placesOf({ studio, session, operator, locale }: State): Place[] {
  const t = translator(locale);
  const caller = { userId: session?.userId, role: studio?.role, switches: studio?.switches, operator };
  const allowed = (permission: Parameters<typeof reachOf>[1]) => reachOf(caller, permission) !== null;
  return [
    ...(allowed("event.read")
      ? [{ href: "/dashboard/experiences/virtual-events", label: t("nav.events"), icon: "calendar" } as const]
      : []),
    ...(allowed("lead.read") ? [{ href: "/dashboard/people", label: t("nav.people"), icon: "users" } as const] : []),
    ...(allowed("message.write")
      ? [{ href: "/dashboard/messages", label: t("messages.title"), icon: "mail" } as const]
      : allowed("message.send")
      ? [{ href: "/dashboard/messages/mailings", label: t("messages.title"), icon: "mail" } as const]
      : []),
    ...(allowed("marketing.read")
      ? [{ href: "/dashboard/marketing/pixels", label: t("marketing.nav"), icon: "megaphone" } as const]
      : []),
    ...(allowed("studio.change")
      ? [{ href: "/dashboard/settings", label: t("settings.title"), icon: "pencil" } as const]
      : []),
    ...(allowed("member.read")
      ? [{ href: "/dashboard/settings/members", label: t("nav.team"), icon: "users" } as const]
      : []),
    ...(allowed("api_key.issue")
      ? [{ href: "/dashboard/settings/api-keys", label: t("nav.keys"), icon: "key-round" } as const]
      : []),
    ...(allowed("webhook.change")
      ? [{ href: "/dashboard/settings/webhooks", label: t("nav.webhooks"), icon: "webhook" } as const]
      : []),
    ...(allowed("log.read")
      ? [{ href: "/dashboard/history", label: t("nav.history"), icon: "scroll-text" } as const]
      : []),
    ...(allowed("projection.read")
      ? [{ href: "/dashboard/projections", label: t("nav.projections"), icon: "layers" } as const]
      : []),
    ...(allowed("installation.read") ? [{ href: "/operator", label: t("nav.operator"), icon: "bell" } as const] : []),
  ];
}
