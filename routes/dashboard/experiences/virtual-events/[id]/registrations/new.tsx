import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { register } from "../../../../../../commands/register.ts";
import { Button, ButtonLink } from "../../../../../../components/Button.tsx";
import { EventHead } from "../../../../../../components/dashboard/EventHead.tsx";
import { hrefOf } from "../../../../../../components/dashboard/event.ts";
import { Checkbox, TextField } from "../../../../../../components/inputs.tsx";
import { Notice } from "../../../../../../components/Notice.tsx";
import type { EventId, Language } from "../../../../../../domain/ids.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import { emptyForm, send } from "../../../../../../web/form.ts";
import { eventOf, shown, workplaceOf } from "../../../../../../web/pages/trainer.ts";
import { define } from "../../../../../../web/state.ts";

const Person = z.object({
  requestId: z.uuid(),
  firstName: z.string().trim().min(1).max(100),
  lastName: z.string().trim().min(1).max(100),
  email: z.string().trim().max(254).pipe(z.email()),
  phone: z.string().trim().max(50).optional(),
  company: z.string().trim().max(200).optional(),
  consent: z.literal("true"),
});

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "registration.create");
    const now = ctx.state.app.commands.now();
    const event = shown(view, workplaceOf(ctx.state).address, ctx.state.app, now);
    return page({ event, now, form: emptyForm({ requestId: crypto.randomUUID() }) });
  },
  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "registration.create");
    const sent = await send(
      ctx.req,
      locale,
      Person,
      ({ requestId, consent: _, ...registrant }) =>
        register(app.commands, { ...callerOf(ctx.state), commandId: requestId }, {
          eventId: view.id as EventId,
          registrant,
          language: view.language as Language,
          timeZone: null,
          source: "trainer",
          consents: { terms: true, privacy: true, marketing: false },
          via: "hand",
        }),
      { already_registered: "email", company_required: "company" },
    );
    if (!sent.ok) {
      const now = app.commands.now();
      const event = shown(view, workplaceOf(ctx.state).address, app, now);
      return page({ event, now, form: sent.form }, { status: sent.status });
    }
    if (sent.value.outcome === "registered") await app.caughtUp(sent.value.at, 2_000);
    return ctx.redirect(`${hrefOf(view.id, "/registrations")}?person=${sent.value.registrationId}`, 303);
  },
});

export default define.page<typeof handler>(function AddPersonPage({ data: { event, now, form }, state }) {
  const t = translator(state.locale);
  const { values, errors } = form;
  const first = Object.keys(errors)[0];
  const field = (name: string) => ({ name, value: values[name] ?? "", error: errors[name], focus: first === name });
  return (
    <div class="stack">
      <Head>
        <title>{`${t("desk.add")} · ${event.title}`}</title>
      </Head>
      <EventHead event={event} locale={state.locale} now={new Date(now)} tab="registrations" seesPeople />
      <form method="post" class="narrow stack" novalidate>
        <h2>{t("desk.add")}</h2>
        <p class="muted">{t("desk.add.lead")}</p>
        {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
        <input type="hidden" name="requestId" value={values.requestId ?? ""} />
        <TextField {...field("firstName")} label={t("desk.first_name")} required maxLength={100} />
        <TextField {...field("lastName")} label={t("desk.last_name")} required maxLength={100} />
        <TextField {...field("email")} type="email" label={t("people.email")} required maxLength={254} />
        <TextField {...field("phone")} label={t("desk.phone")} maxLength={50} />
        <TextField {...field("company")} label={t("people.company")} maxLength={200} />
        <Checkbox name="consent" label={t("desk.import.consent")} error={errors.consent} required />
        <div class="row">
          <Button kind="primary" icon="plus">{t("desk.add")}</Button>
          <ButtonLink href={hrefOf(event.id, "/registrations")}>{t("desk.back")}</ButtonLink>
        </div>
      </form>
    </div>
  );
});
