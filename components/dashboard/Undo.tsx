import type { ComponentChildren } from "preact";
import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button } from "../Button.tsx";
import { Toast } from "../Toast.tsx";

/** Says what was done a moment ago, with the form that takes it back. */
export function Undo({ action, fields, locale, children }: {
  /** Where the form goes. */
  action: string;
  fields: Readonly<Record<string, string>>;
  locale: Language;
  children: ComponentChildren;
}) {
  return (
    <Toast
      undo={
        <form method="post" action={action}>
          <input type="hidden" name="requestId" value={crypto.randomUUID()} />
          {Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
          <Button size="small">{translator(locale)("undo.do")}</Button>
        </form>
      }
    >
      {children}
    </Toast>
  );
}
