import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { addLead } from "../../../commands/leads.ts";
import { Button, ButtonLink } from "../../../components/Button.tsx";
import { Checkbox, TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Tag } from "../../../domain/lead/events.ts";
import { translator } from "../../../i18n/translate.ts";
import { readForm } from "../../../web/body.ts";
import { emptyForm, sendRead } from "../../../web/form.ts";
import { commandOf } from "../../../web/pages/leads.ts";
import { define } from "../../../web/state.ts";

const text = (most: number) => z.string().trim().max(most).default("");
/** Tags as they are typed, separated by commas. */
export const TagList = z.string().max(1_000).default("")
  .transform((tags) => tags.split(",").map((tag) => tag.trim()).filter(Boolean)).pipe(z.array(Tag).max(20));
const NewPerson = z.object({
  email: z.string().trim().max(254).pipe(z.email()),
  firstName: text(50),
  lastName: text(50),
  phone: text(40),
  company: text(200),
  position: text(100),
  source: text(100),
  tags: TagList,
  marketing: z.stringbool().default(false),
});

export const handler = define.handlers({
  GET: () => page({ form: emptyForm() }),

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const raw = await readForm(ctx.req);
    const caller = commandOf(ctx.state, ctx.url.pathname, raw);
    const sent = await sendRead(raw, locale, NewPerson, ({ source, tags, marketing, ...told }) => {
      const details = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ""));
      const attribution = { source: source || "direct", medium: null, campaign: null };
      return addLead(app.commands, caller, {
        details: { ...details, email: told.email },
        origin: "hand",
        attribution,
        marketing,
        tags,
      });
    });
    if (!sent.ok) return page({ form: sent.form }, { status: sent.status });
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(`/dashboard/people/${sent.value.personId}`, 303);
  },
});

export default define.page<typeof handler>(function NewPersonPage({ data: { form }, state }) {
  const t = translator(state.locale);
  const { values, errors, problem } = form;
  const first = Object.keys(errors)[0];
  const field = (name: string) => ({ name, value: values[name] ?? "", error: errors[name], focus: first === name });
  return (
    <div class="stack">
      <Head>
        <title>{t("leads.add")}</title>
      </Head>
      <header class="page-head">
        <div>
          <h1>{t("leads.add")}</h1>
          <p class="muted">{t("leads.add.lead")}</p>
        </div>
        <ButtonLink kind="quiet" href="/dashboard/people">{t("leads.title")}</ButtonLink>
      </header>
      {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
      <form method="post" class="form">
        <input type="hidden" name="requestId" value={values.requestId ?? crypto.randomUUID()} />
        <TextField {...field("email")} type="email" label={t("people.email")} required maxLength={254} />
        <TextField {...field("firstName")} label={t("desk.first_name")} maxLength={50} />
        <TextField {...field("lastName")} label={t("desk.last_name")} maxLength={50} />
        <TextField {...field("phone")} type="tel" label={t("leads.phone")} maxLength={40} />
        <TextField {...field("company")} label={t("people.company")} maxLength={200} />
        <TextField {...field("position")} label={t("leads.position")} maxLength={100} />
        <TextField {...field("source")} label={t("leads.import.source")} maxLength={100} />
        <TextField {...field("tags")} label={t("leads.tags")} hint={t("desk.tags.hint")} maxLength={1000} />
        <Checkbox
          name="marketing"
          value="true"
          label={t("leads.add.marketing")}
          checked={values.marketing === "true"}
        />
        <Button kind="primary">{t("leads.add.go")}</Button>
      </form>
    </div>
  );
});
