import type { Language } from "../../../domain/ids.ts";
import type { TemplateVersion } from "../../../web/pages/message_templates.ts";
import { moment } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { EmptyState } from "../../EmptyState.tsx";

/** Every version of a message with what is different from the one before, and the way back to it. */
export function TemplateHistory(
  { versions, names, zone, seen, requestId, locale }: {
    versions: readonly TemplateVersion[];
    names: Readonly<Record<string, string>>;
    zone: string;
    /** Number of the newest. */
    seen: number;
    requestId: string;
    locale: Language;
  },
) {
  const t = translator(locale);
  if (versions.length === 0) return <EmptyState text={t("messages.history.empty")} />;
  return (
    <ol class="timeline changes">
      {versions.map(({ version, at, by, text, from, lines }, i) => (
        <li key={version}>
          <div class="stack tight">
            <strong>
              {text === null
                ? t("messages.version.usual", { version })
                : from === null
                ? t("messages.version", { version })
                : t("messages.version.again", { version, from })}
            </strong>
            <p class="muted small">
              {`${by === null ? t("messages.somebody") : names[by] ?? t("messages.somebody")} · `}
              <time dateTime={at}>{moment(at, zone, locale)}</time>
            </p>
            <pre class="line-difference" tabIndex={0}>
              {lines.filter(({ is }) => is !== "same").slice(0, 200).map(({ is, text }, n) =>
                is === "new" ? <ins key={n}>{`+ ${text}\n`}</ins> : <del key={n}>{`− ${text}\n`}</del>
              )}
            </pre>
            {i > 0 && text !== null
              ? (
                <form method="post">
                  <input type="hidden" name="seen" value={String(seen)} />
                  <input type="hidden" name="requestId" value={requestId} />
                  <Button size="small" name="version" value={String(version)}>{t("messages.back_to")}</Button>
                </form>
              )
              : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
