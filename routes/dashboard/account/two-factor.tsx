import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "../../../components/Button.tsx";
import { TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { translator } from "../../../i18n/translate.ts";
import { emptyForm, type FormState, send } from "../../../web/form.ts";
import { qrPicture } from "../../../web/identity/qr.ts";
import { define } from "../../../web/state.ts";

const password = z.string().min(1).max(1_000);
const Action = z.discriminatedUnion("do", [
  z.object({ do: z.literal("begin"), password }),
  z.object({ do: z.literal("confirm"), code: z.string().trim().min(6).max(10) }),
  z.object({ do: z.literal("end"), password }),
]);

interface Shown {
  on: boolean;
  form: FormState;
  /** Shown once, while it is set up. `picture`: a QR code as the address of an image. */
  made: { picture: string; secret: string; recoveryCodes: string[] } | null;
  /** Set up and waiting for the first code. */
  confirming: boolean;
}

/** A second step of signing in, of one's own account. */
export const handler = define.handlers({
  GET({ state: { session } }) {
    if (!session) throw new HttpError(403);
    return page<Shown>({ on: session.twoFactor, form: emptyForm(), made: null, confirming: false });
  },
  async POST(ctx) {
    const { app, session, locale } = ctx.state;
    if (!session) throw new HttpError(403);
    const { headers } = ctx.req;
    const sent = await send(ctx.req, locale, Action, async (input) => {
      if (input.do === "begin") return { made: await app.auth.beginTwoFactor(headers, input.password) };
      return {
        cookies: input.do === "confirm"
          ? await app.auth.confirmTwoFactor(headers, input.code)
          : await app.auth.endTwoFactor(headers, input.password),
      };
    }, { wrong_code: "code", wrong_password: "password" });
    if (!sent.ok) {
      const confirming = sent.form.values.do === "confirm";
      return page<Shown>({ on: session.twoFactor, form: sent.form, made: null, confirming }, { status: sent.status });
    }
    const { made, cookies } = sent.value;
    if (made) {
      const picture = qrPicture(made.uri);
      const secret = new URL(made.uri).searchParams.get("secret") ?? "";
      const { recoveryCodes } = made;
      return page<Shown>({
        on: false,
        form: emptyForm(),
        made: { picture, secret, recoveryCodes },
        confirming: true,
      });
    }
    const response = ctx.redirect("/dashboard/account/two-factor", 303);
    for (const cookie of cookies ?? []) response.headers.append("Set-Cookie", cookie);
    return response;
  },
});

export default define.page<typeof handler>(function TwoFactorPage({ data, state }) {
  const t = translator(state.locale);
  const { on, form, made, confirming } = data;
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("two_factor.title")}</title>
      </Head>
      <h1>{t("two_factor.title")}</h1>
      <p class="muted">{t(on ? "two_factor.on" : "two_factor.off")}</p>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {made
        ? (
          <>
            <p>{t("two_factor.scan")}</p>
            <img src={made.picture} width="220" height="220" alt={t("two_factor.scan")} />
            <p>
              {t("two_factor.secret")}: <code>{made.secret}</code>
            </p>
            <h2>{t("two_factor.recovery")}</h2>
            <p class="muted">{t("two_factor.recovery.lead")}</p>
            <ul class="codes">
              {made.recoveryCodes.map((code) => (
                <li key={code}>
                  <code>{code}</code>
                </li>
              ))}
            </ul>
          </>
        )
        : null}
      {confirming
        ? (
          <form method="post" class="stack" novalidate>
            <input type="hidden" name="do" value="confirm" />
            <TextField
              name="code"
              label={t("account.code")}
              autocomplete="one-time-code"
              inputMode="numeric"
              required
              error={form.errors.code}
              focus
            />
            <Button kind="primary">{t("two_factor.confirm")}</Button>
          </form>
        )
        : (
          <form method="post" class="stack" novalidate>
            <input type="hidden" name="do" value={on ? "end" : "begin"} />
            <TextField
              name="password"
              type="password"
              label={t("account.password")}
              autocomplete="current-password"
              required
              error={form.errors.password}
            />
            <Button kind={on ? "danger" : "primary"}>{t(on ? "two_factor.end" : "two_factor.begin")}</Button>
          </form>
        )}
    </div>
  );
});
