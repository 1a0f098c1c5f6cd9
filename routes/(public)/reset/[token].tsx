import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "../../../components/Button.tsx";
import { TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { translator } from "../../../i18n/translate.ts";
import { accountFields } from "../../../web/explain.ts";
import { emptyForm, send } from "../../../web/form.ts";
import { define } from "../../../web/state.ts";

const Chosen = z.object({ password: z.string().min(1).max(1_000) });

/** Takes a new password from whoever has the mailed link. */
export const handler = define.handlers({
  GET: () => page({ form: emptyForm() }),
  async POST(ctx) {
    const { app, locale } = ctx.state;
    const token = ctx.params.token ?? "";
    const sent = await send(
      ctx.req,
      locale,
      Chosen,
      ({ password }) => app.auth.resetPassword(token, password),
      accountFields,
    );
    if (!sent.ok) return page({ form: sent.form }, { status: sent.status });
    return ctx.redirect("/sign-in?reset", 303);
  },
});

export default define.page<typeof handler>(function ResetPage({ data: { form }, state }) {
  const t = translator(state.locale);
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("account.reset.title")}</title>
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
      </Head>
      <h1>{t("account.reset.title")}</h1>
      {form.problem
        ? (
          <Notice tone="negative" alert>
            {form.problem} <a href="/forgotten">{t("account.forgotten.title")}</a>
          </Notice>
        )
        : null}
      <form method="post" class="stack" novalidate>
        <TextField
          name="password"
          type="password"
          label={t("account.reset.new")}
          hint={t("account.password.hint")}
          autocomplete="new-password"
          required
          error={form.errors.password}
          focus
        />
        <Button kind="primary" wide>{t("account.reset.save")}</Button>
      </form>
    </div>
  );
});
