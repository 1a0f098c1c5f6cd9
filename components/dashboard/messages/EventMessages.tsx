import type { Language } from "../../../domain/ids.ts";
import { number, relative, when } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { TimelineMessage } from "../../../web/pages/event_messages.ts";
import { Badge } from "../../Badge.tsx";
import { Button } from "../../Button.tsx";
import { EmptyState } from "../../EmptyState.tsx";
import { Table } from "../../Table.tsx";

/** Figures and reasons in words, made where reasons are known. */
export interface MessageRow extends TimelineMessage {
  title: string;
  told: string;
  /** What can be done about it. */
  can: readonly ("pause" | "resume" | "skip" | "send_now")[];
}

/** What goes out for an event, when and to how many; what has gone out, and what became of it. */
export function EventMessages(
  { coming, past, atOnce, locale, zone, now, requestId, mayChange }: {
    coming: readonly MessageRow[];
    past: readonly MessageRow[];
    atOnce: readonly { kind: string; title: string; told: string }[];
    locale: Language;
    zone: string;
    now: Date;
    requestId: string;
    mayChange: boolean;
  },
) {
  const t = translator(locale);
  return (
    <div class="stack loose">
      <section class="stack">
        <h2>{t("timeline.coming")}</h2>
        {coming.length === 0 ? <EmptyState text={t("timeline.nothing")} /> : (
          <ol class="timeline">
            {coming.map((message) => (
              <li key={message.message} data-tone={message.held === null ? "accent" : undefined}>
                <div class="stack tight">
                  <div class="row tight">
                    <strong>{message.title}</strong>
                    {message.held === null ? null : (
                      <Badge tone={message.held === "sent" ? "positive" : "warning"}>
                        {t(`timeline.held.${message.held}`)}
                      </Badge>
                    )}
                  </div>
                  <p class="muted small">
                    <time dateTime={message.due}>{when({ startsAt: message.due, zone }, locale, now)}</time>
                    {` · ${relative(message.due, now, locale)} · ${t("timeline.people", { count: message.audience })}`}
                    {message.told ? ` · ${message.told}` : ""}
                  </p>
                  {mayChange ? <Actions message={message} locale={locale} requestId={requestId} /> : null}
                </div>
              </li>
            ))}
          </ol>
        )}
      </section>
      {past.length > 0
        ? (
          <section class="stack">
            <h2>{t("timeline.past")}</h2>
            <ol class="timeline">
              {past.map((message) => (
                <li key={message.message} data-tone={message.states.abandoned ? "negative" : "positive"}>
                  <div class="stack tight">
                    <strong>{message.title}</strong>
                    <p class="muted small">
                      <time dateTime={message.due}>{when({ startsAt: message.due, zone }, locale, now)}</time>
                      {` · ${message.told || t("timeline.to_nobody")}`}
                    </p>
                    {mayChange ? <Actions message={message} locale={locale} requestId={requestId} /> : null}
                  </div>
                </li>
              ))}
            </ol>
          </section>
        )
        : null}
      <section class="stack">
        <h2>{t("timeline.at_once")}</h2>
        <Table
          caption={t("timeline.at_once")}
          columns={[
            { key: "kind", label: t("timeline.message"), cell: (row) => row.title, lead: true },
            { key: "told", label: t("timeline.state"), cell: (row) => row.told },
          ]}
          rows={atOnce}
          keyOf={({ kind }) => kind}
          empty={<EmptyState text={t("timeline.at_once.nothing")} />}
        />
      </section>
    </div>
  );
}

function Actions({ message, locale, requestId }: { message: MessageRow; locale: Language; requestId: string }) {
  const t = translator(locale);
  if (message.can.length === 0) return null;
  return (
    <form method="post" class="row tight">
      <input type="hidden" name="message" value={message.message} />
      <input type="hidden" name="requestId" value={requestId} />
      {message.can.map((action) => (
        <Button key={action} size="small" kind={action === "skip" ? "quiet" : undefined} name="do" value={action}>
          {action === "send_now"
            ? t("timeline.do.send_now", { people: number(message.audience, locale) })
            : t(`timeline.do.${action}`)}
        </Button>
      ))}
    </form>
  );
}
