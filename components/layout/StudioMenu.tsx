import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button } from "../Button.tsx";

/** The studios somebody belongs to beside the one they are in; shows nothing to who has no other. */
export function StudioMenu({ others, locale }: { others: readonly { id: string; name: string }[]; locale: Language }) {
  const t = translator(locale);
  if (others.length === 0) return null;
  return (
    <details>
      <summary class="small">{t("studios.switch")}</summary>
      {others.map(({ id, name }) => (
        <form key={id} method="post" action="/dashboard/switch">
          <input type="hidden" name="studioId" value={id} />
          <Button kind="quiet" size="small">{name}</Button>
        </form>
      ))}
    </details>
  );
}
