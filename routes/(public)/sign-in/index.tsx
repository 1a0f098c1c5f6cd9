import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "../../../components/Button.tsx";
import { TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { translator } from "../../../i18n/translate.ts";
import { emptyForm, send } from "../../../web/form.ts";
import { safePath, startOf } from "../../../web/places.ts";
import { define } from "../../../web/state.ts";

const SignIn = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1_000),
  next: z.string().optional(),
});

export const handler = define.handlers({
  GET(ctx) {
    if (ctx.state.session) return ctx.redirect(safePath(ctx.url.searchParams.get("next")) ?? startOf(ctx.state), 303);
    return page({ form: emptyForm({ next: ctx.url.searchParams.get("next") ?? "" }) });
  },
  async POST(ctx) {
    const { app, locale, clientAddress } = ctx.state;
    const userAgent = ctx.req.headers.get("user-agent") ?? "";
    const sent = await send(ctx.req, locale, SignIn, async (input) => ({
      ...await app.auth.signIn({ ...input, address: clientAddress, userAgent }),
      next: safePath(input.next),
    }));
    if (!sent.ok) return page({ form: sent.form }, { status: sent.status });
    const { cookies, next, secondStep } = sent.value;
    const on = next ?? "/dashboard";
    const response = ctx.redirect(secondStep ? `/sign-in/code?next=${encodeURIComponent(on)}` : on, 303);
    for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
    return response;
  },
});

export default define.page<typeof handler>(function SignInPage({ data: { form }, state, url }) {
  const t = translator(state.locale);
  const tried = Boolean(form.values.email) && !form.errors.email;
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("account.sign_in.title")}</title>
      </Head>
      <h1>{t("account.sign_in.title")}</h1>
      {url.searchParams.has("out") ? <Notice tone="positive">{t("account.signed_out")}</Notice> : null}
      {url.searchParams.has("reset") ? <Notice tone="positive">{t("account.reset.done")}</Notice> : null}
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      <form method="post" action="/sign-in" class="stack" novalidate>
        <input type="hidden" name="next" value={form.values.next ?? ""} />
        <TextField
          name="email"
          type="email"
          label={t("account.email")}
          autocomplete="username"
          required
          value={form.values.email}
          error={form.errors.email}
          focus={!tried}
        />
        <TextField
          name="password"
          type="password"
          label={t("account.password")}
          autocomplete="current-password"
          required
          error={form.errors.password}
          focus={tried}
        />
        <Button kind="primary" wide>{t("account.sign_in.title")}</Button>
        <a href="/forgotten">{t("account.forgotten")}</a>
      </form>
    </div>
  );
});
