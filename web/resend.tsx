import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../components/Button.tsx";
import type { AutosaveAnswer } from "../components/dashboard/wizard/autosave_answer.ts";
import { PublicFrame } from "../components/layout/PublicFrame.tsx";
import type { Language } from "../domain/ids.ts";
import { translator } from "../i18n/translate.ts";
import { parseFields } from "./body.ts";

/** What was typed into a form, in its order. */
export type Typed = readonly (readonly [name: string, value: string])[];

/**
 * What a form brought whose sender is signed out meanwhile; null when it cannot be kept in a page: files, and passwords.
 * @throws {Problem} `body_too_large`
 */
export async function typedIn(request: Request): Promise<Typed | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "")) return null;
  const typed = [...await parseFields(request)];
  return typed.some(([name]) => /password|^code$/i.test(name)) ? null : typed;
}

/** The same for a form that is saved while it is typed into: it stays on the screen and only says why. */
export function notSaved(locale: Language): Response {
  const said = translator(locale)("resend.not_saved");
  return Response.json({ said, base: null } satisfies AutosaveAnswer, { status: 401 });
}

/**
 * Keeps what was typed: sign in in another tab, then send it again from here. Nothing is stored anywhere, and it works
 * without scripts and with a second factor.
 */
export function resendPage({ url, locale, typed }: { url: URL; locale: Language; typed: Typed }) {
  const t = translator(locale);
  return (
    <PublicFrame url={url} locale={locale} signedIn={false}>
      <Head>
        <title>{t("resend.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <div class="narrow stack">
        <h1>{t("resend.title")}</h1>
        <p class="lead">{t("resend.lead")}</p>
        <p>{t("resend.first")}</p>
        <p>
          <ButtonLink href="/sign-in" target="_blank" kind="primary">{t("resend.sign_in")}</ButtonLink>
        </p>
        <p>{t("resend.then")}</p>
        <form method="post" action={url.pathname + url.search}>
          {typed.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
          <Button>{t("resend.again")}</Button>
        </form>
      </div>
    </PublicFrame>
  );
}
