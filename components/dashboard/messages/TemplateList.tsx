import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Badge } from "../../Badge.tsx";

/** Every message a studio sends, by language: which it writes itself, and the way to each. */
export function TemplateList(
  { groups, own, languages, locale }: {
    groups: readonly { name: string; messages: readonly string[] }[];
    /** `message language`. */
    own: ReadonlySet<string>;
    languages: readonly Language[];
    locale: Language;
  },
) {
  const t = translator(locale);
  const say = t as (key: string) => string;
  return (
    <div class="stack loose">
      {groups.map(({ name, messages }) => (
        <section key={name} class="stack">
          <h2>{say(`messages.group.${name}`)}</h2>
          <ul class="message-list">
            {messages.map((message) => (
              <li key={message} class="row wide">
                <div class="stack tight grow">
                  <strong>{say(`messages.kind.${message}`)}</strong>
                  <span class="muted small">{say(`messages.when.${message}`)}</span>
                </div>
                <div class="row tight">
                  {languages.map((language) => (
                    <a
                      key={language}
                      class="chip"
                      href={`/dashboard/messages/${message}/${language}`}
                    >
                      <span class="unseen">
                        {`${say(`messages.kind.${message}`)}, ${say(`messages.language.${language}`)}: `}
                      </span>
                      {language.toUpperCase()}
                      {own.has(`${message} ${language}`) ? <Badge tone="accent">{t("messages.own")}</Badge> : null}
                    </a>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
