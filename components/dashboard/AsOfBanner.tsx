import type { Language } from "../../domain/ids.ts";
import { moment as momentText } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import { Button, ButtonLink } from "../Button.tsx";
import { TextField } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";
import { Tabs } from "../Tabs.tsx";

export interface AsOfBannerProps {
  /** ISO 8601 UTC. */
  moment: { eventId: string; at: string; first: string; last: string };
  page: "overview" | "registrations" | "public";
  locale: Language;
}

const parts = { overview: "", registrations: "/registrations", public: "/public" } as const;

/** Says that a page shows what was, and lets another moment be chosen. Above each page of an event as of a moment. */
export function AsOfBanner({ moment, page, locale }: AsOfBannerProps) {
  const t = translator(locale);
  const { eventId, at, first, last } = moment;
  const href = (part: keyof typeof parts) =>
    `/dashboard/history/events/${eventId}${parts[part]}?at=${encodeURIComponent(at)}`;
  return (
    <div class="stack">
      <p class="row">
        <a href={`/dashboard/history/streams/event-${eventId}`}>{t("audit.as_of.stream")}</a>
        <a href={`/dashboard/history/why/events/${eventId}?at=${encodeURIComponent(at)}`}>{t("audit.why.event")}</a>
      </p>
      <Notice tone="warning" title={t("audit.as_of.title", { when: `${momentText(at, "UTC", locale)} UTC` })}>
        {t("audit.as_of.text")}
      </Notice>
      <form method="get" class="jump">
        <TextField
          name="at"
          type="datetime-local"
          label={t("audit.as_of.time")}
          hint={t("history.utc")}
          min={first.slice(0, 16)}
          value={at.slice(0, 16)}
        />
        <Button>{t("audit.find.go")}</Button>
        <ButtonLink href={`?at=${encodeURIComponent(first)}`}>{t("audit.as_of.first")}</ButtonLink>
        <ButtonLink href={`?at=${encodeURIComponent(last)}`}>{t("audit.as_of.last")}</ButtonLink>
      </form>
      <Tabs
        label={t("audit.as_of.pages")}
        tabs={(["overview", "registrations", "public"] as const).map((part) => ({
          href: href(part),
          label: t(`audit.as_of.${part}`),
          current: part === page,
        }))}
      />
    </div>
  );
}
