import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "../../../components/Button.tsx";
import { TextField } from "../../../components/inputs.tsx";
import { translator } from "../../../i18n/translate.ts";
import { emptyForm, send } from "../../../web/form.ts";
import { safePath } from "../../../web/places.ts";
import { define } from "../../../web/state.ts";

const Code = z.object({ code: z.string().trim().min(6).max(40), next: z.string().optional() });

/** The second step of signing in: only who has just given the right password has the cookie for it. */
export const handler = define.handlers({
  GET: (ctx) => page({ form: emptyForm({ next: ctx.url.searchParams.get("next") ?? "" }) }),
  async POST(ctx) {
    const { app, locale, clientAddress } = ctx.state;
    const sent = await send(ctx.req, locale, Code, async ({ code, next }) => ({
      cookies: await app.auth.verifyCode(ctx.req.headers, { code, address: clientAddress }),
      next: safePath(next),
    }), { wrong_code: "code" });
    if (!sent.ok) return page({ form: sent.form }, { status: sent.status });
    const response = ctx.redirect(sent.value.next ?? "/dashboard", 303);
    for (const cookie of sent.value.cookies) response.headers.append("Set-Cookie", cookie);
    return response;
  },
});

export default define.page<typeof handler>(function CodePage({ data: { form }, state }) {
  const t = translator(state.locale);
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("account.code.title")}</title>
      </Head>
      <h1>{t("account.code.title")}</h1>
      <p class="lead">{t("account.code.lead")}</p>
      <form method="post" class="stack" novalidate>
        <input type="hidden" name="next" value={form.values.next ?? ""} />
        <TextField
          name="code"
          label={t("account.code")}
          autocomplete="one-time-code"
          required
          error={form.errors.code ?? form.problem ?? undefined}
          focus
        />
        <Button kind="primary" wide>{t("account.sign_in.title")}</Button>
      </form>
    </div>
  );
});
