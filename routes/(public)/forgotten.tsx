import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "../../components/Button.tsx";
import { TextField } from "../../components/inputs.tsx";
import { Notice } from "../../components/Notice.tsx";
import { translator } from "../../i18n/translate.ts";
import { logUnexpected } from "../../web/explain.ts";
import { emptyForm, type FormState, send } from "../../web/form.ts";
import { define } from "../../web/state.ts";

const Asked = z.object({ email: z.string().trim().max(254).pipe(z.email()) });

interface Shown {
  form: FormState;
  sent: boolean;
}

/** Asks for a link to choose a new password. The answer is the same for every address, and so is the time it takes. */
export const handler = define.handlers({
  GET: () => page<Shown>({ form: emptyForm(), sent: false }),
  async POST(ctx) {
    const { app, locale, requestId } = ctx.state;
    const sent = await send(ctx.req, locale, Asked, async ({ email }) => {
      const token = await app.auth.requestReset(email);
      if (token === null) return;
      // not waited for: the time a mail takes would tell that there is an account
      app.sendAccountMail({ kind: "password_reset", to: email, language: locale, url: `${app.baseUrl}/reset/${token}` })
        .catch((error) => logUnexpected(error, requestId, "/forgotten"));
    });
    if (!sent.ok) return page<Shown>({ form: sent.form, sent: false }, { status: sent.status });
    return page<Shown>({ form: emptyForm(), sent: true });
  },
});

export default define.page<typeof handler>(function ForgottenPage({ data: { form, sent }, state }) {
  const t = translator(state.locale);
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("account.forgotten.title")}</title>
      </Head>
      <h1>{t("account.forgotten.title")}</h1>
      {sent ? <Notice tone="positive" alert>{t("account.forgotten.sent")}</Notice> : null}
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      <p class="lead">{t("account.forgotten.lead")}</p>
      <form method="post" class="stack" novalidate>
        <TextField
          name="email"
          type="email"
          label={t("account.email")}
          autocomplete="username"
          required
          value={form.values.email ?? ""}
          error={form.errors.email}
          focus
        />
        <Button kind="primary" wide>{t("account.forgotten.send")}</Button>
      </form>
    </div>
  );
});
