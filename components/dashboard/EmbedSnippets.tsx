import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import CopyButton from "../../islands/CopyButton.tsx";
import { CopyField } from "../CopyField.tsx";
import { pixelSnippet } from "./pixel_snippet.ts";

/** What a trainer puts into their own site to show an event's form or a button there. */
export function EmbedSnippets({ publicUrl, locale }: { publicUrl: string; locale: Language }) {
  const t = translator(locale);
  const { origin } = new URL(publicUrl);
  const script = `${origin}/embed.js`;
  const pixel = pixelSnippet(origin);
  const snippets = [
    [t("embed.form"), `<script src="${script}" data-event="${publicUrl}" async></script>`],
    [
      t("embed.button"),
      `<script src="${script}" data-event="${publicUrl}" data-kind="button" data-title="${
        t("public.register")
      }" async></script>`,
    ],
  ] as const;
  return (
    <details>
      <summary>{t("embed.title")}</summary>
      <div class="stack tight">
        {snippets.map(([label, text]) => (
          <CopyField key={label} value={text} label={label}>
            <CopyButton text={text} label={t("common.copy")} done={t("common.copied")} />
          </CopyField>
        ))}
        <CopyField value={pixel} label={t("embed.pixel")}>
          <CopyButton text={pixel} label={t("common.copy")} done={t("common.copied")} />
        </CopyField>
        <p class="muted small">{t("embed.pixel.about")}</p>
        <p class="muted small">
          <a href="/dashboard/settings">{t("embed.allow")}</a>
        </p>
      </div>
    </details>
  );
}
