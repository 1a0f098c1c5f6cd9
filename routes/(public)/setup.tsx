import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "../../components/Button.tsx";
import { Combobox, Select, TextField } from "../../components/inputs.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Currency } from "../../domain/currencies.ts";
import { Language } from "../../domain/ids.ts";
import { languageNames, languages } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import { accountFields } from "../../web/explain.ts";
import { emptyForm, send } from "../../web/form.ts";
import { setUp } from "../../web/setup.ts";
import { define } from "../../web/state.ts";

const FirstRun = z.object({
  studio: z.string().trim().min(2).max(100),
  address: z.string().trim().toLowerCase().min(1).max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "slug" }),
  language: Language,
  timeZone: z.string().trim().min(1).max(64),
  currency: Currency,
  name: z.string().trim().min(1).max(100),
  email: z.string().trim().max(254).pipe(z.email()),
  password: z.string().min(1),
});

const currencies = ["EUR", "CHF", "GBP", "USD", "MXN", "ARS", "CLP", "COP", "PEN", "SEK", "NOK", "DKK", "PLN"];
const zones = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone }));

export const handler = define.handlers({
  GET(ctx) {
    const { app, locale } = ctx.state;
    if (app.directory.hasStudio()) return ctx.redirect("/sign-in", 303);
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return page({ form: emptyForm({ language: locale, timeZone, currency: "EUR" }) });
  },
  async POST(ctx) {
    const { app, locale, clientAddress, requestId } = ctx.state;
    const sent = await send(ctx.req, locale, FirstRun, async (input) => {
      const { studio, name, email, password, ...settings } = input;
      await setUp(app, { ...settings, name: studio, owner: { name, email, password } }, requestId);
      return await app.auth.signIn({ email, password, address: clientAddress, userAgent: userAgentOf(ctx.req) });
    }, { ...accountFields, address_taken: "address", unknown_time_zone: "timeZone" });
    if (!sent.ok) return page({ form: sent.form }, { status: sent.status });
    const response = ctx.redirect("/dashboard", 303);
    for (const cookie of sent.value.cookies) response.headers.append("Set-Cookie", cookie);
    return response;
  },
});

export default define.page<typeof handler>(function SetupPage({ data: { form }, state }) {
  const t = translator(state.locale);
  const { values, errors } = form;
  const first = Object.keys(errors)[0];
  const field = (name: string) => ({ name, value: values[name], error: errors[name], focus: first === name });
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("account.setup.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <h1>{t("account.setup.title")}</h1>
      <p class="lead">{t("account.setup.lead")}</p>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      <form method="post" action="/setup" class="stack" novalidate>
        <TextField {...field("studio")} label={t("account.setup.studio")} required maxLength={100} />
        <TextField
          {...field("address")}
          label={t("account.setup.address")}
          hint={t("account.setup.address.hint")}
          required
          maxLength={60}
          autocapitalize="none"
        />
        <Select
          {...field("language")}
          label={t("account.setup.language")}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <Combobox {...field("timeZone")} label={t("account.setup.zone")} options={zones} />
        <Combobox
          {...field("currency")}
          label={t("account.setup.currency")}
          options={currencies.map((value) => ({ value, label: value }))}
        />
        <h2>{t("account.setup.you")}</h2>
        <TextField {...field("name")} label={t("account.name")} autocomplete="name" required />
        <TextField {...field("email")} type="email" label={t("account.email")} autocomplete="username" required />
        <TextField
          name="password"
          type="password"
          label={t("account.password")}
          hint={t("account.password.hint")}
          error={errors.password}
          autocomplete="new-password"
          required
        />
        <Button kind="primary" wide>{t("account.setup.create")}</Button>
      </form>
    </div>
  );
});

function userAgentOf(request: Request): string {
  return request.headers.get("user-agent") ?? "";
}
