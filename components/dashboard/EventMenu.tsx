import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Icon } from "../Icon.tsx";
import { type EventView, hrefOf } from "./event.ts";

/** What is often done with an event, from its card. Opens without script. */
export function EventMenu({ event, locale }: { event: EventView; locale: Language }) {
  const t = translator(locale);
  const open = event.lifecycle !== "completed" && event.lifecycle !== "cancelled";
  return (
    <details class="menu event-menu" name="event-menu">
      <summary class="button" data-kind="quiet" data-size="small">
        <Icon name="ellipsis" />
        {t("events.actions")}
        <span class="unseen">{`: ${event.title}`}</span>
      </summary>
      <div class="menu-list">
        {event.lifecycle === "draft"
          ? <a href={hrefOf(event.id, "/publish")}>{t("events.publish")}</a>
          : <a href={event.publicUrl} target="_blank">{t("events.view_page")}</a>}
        {open ? <a href={hrefOf(event.id, "/edit/details")}>{t("events.edit")}</a> : null}
        {open ? <a href={hrefOf(event.id, "/edit/details#when")}>{t("events.reschedule")}</a> : null}
        <a href={hrefOf(event.id, "/registrations")}>{t("events.registrations")}</a>
        <a href={hrefOf(event.id, "/history")}>{t("events.history")}</a>
      </div>
    </details>
  );
}
