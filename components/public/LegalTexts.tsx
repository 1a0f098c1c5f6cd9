import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { Said } from "./design.ts";
import type { Legal, SupportText } from "./looks.ts";

/** What the boxes of a form are about: the studio's terms, and what it says about privacy. */
export function LegalTexts({ legal, locale }: { legal: Legal; locale: Language }) {
  const t = translator(locale);
  return (
    <>
      <LegalText text={legal.terms} url={legal.termsUrl} label={t("registration.terms_text")} />
      <LegalText text={legal.privacy} url={legal.privacyUrl} label={t("registration.privacy_text")} />
    </>
  );
}

function LegalText({ text, url, label }: { text: Said<string> | null; url: string; label: string }) {
  const link = url ? <a href={url} target="_blank" rel="noopener">{url}</a> : null;
  if (!text) {
    return link
      ? (
        <p class="small">
          <a href={url} target="_blank" rel="noopener">{label}</a>
        </p>
      )
      : null;
  }
  return (
    <details class="small">
      <summary>{label}</summary>
      <p class="legal-text" lang={text.language}>{text.value}</p>
      {link ? <p>{link}</p> : null}
    </details>
  );
}

/** Whom to ask and what is needed, for those who have a place. */
export function Support({ support, locale }: { support: SupportText; locale: Language }) {
  const t = translator(locale);
  const { contact, testUrl, requirements } = support;
  return (
    <section class="stack tight" aria-labelledby="support-title">
      <h2 id="support-title">{t("support.title")}</h2>
      {requirements ? <p class="legal-text" lang={requirements.language}>{requirements.value}</p> : null}
      {testUrl
        ? (
          <p>
            <a href={testUrl} target="_blank" rel="noopener">{t("support.test")}</a>
          </p>
        )
        : null}
      {contact ? <p>{contact}</p> : null}
    </section>
  );
}
