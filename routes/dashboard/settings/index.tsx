import { resolveCname } from "node:dns/promises";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { changeSettings } from "../../../commands/change_settings.ts";
import { studioStream } from "../../../commands/streams.ts";
import { SettingsForm } from "../../../components/dashboard/SettingsForm.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Language, UserId } from "../../../domain/ids.ts";
import { StudioSettings } from "../../../domain/studio/settings.ts";
import { opened, studio } from "../../../domain/studio/studio.ts";
import { translator } from "../../../i18n/translate.ts";
import { callerOf } from "../../../web/caller.ts";
import { type FormState, send } from "../../../web/form.ts";
import { workplaceOf } from "../../../web/pages/trainer.ts";
import { peopleOf } from "../../../web/people.ts";
import { define, type State } from "../../../web/state.ts";

const ticked = z.literal("true").optional().transform((value) => value === "true");
const link = z.union([z.url({ protocol: /^https?$/ }).max(500), z.literal("")]);
const orNull = <S extends z.ZodType>(schema: S) => z.union([z.literal("").transform(() => null), schema]);

/** The form as it is sent: flat, with empty texts for what is not there. */
const Form = z.object({
  name: z.string().trim().pipe(StudioSettings.shape.name),
  address: z.string().trim().pipe(StudioSettings.shape.address),
  domain: orNull(z.string().trim().toLowerCase().pipe(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/).max(253))),
  brandColour: orNull(z.string().regex(/^#[0-9a-f]{6}$/)),
  language: Language,
  en: ticked,
  de: ticked,
  es: ticked,
  timeZone: z.string().trim().min(1).max(100),
  currency: z.string().trim().toUpperCase().regex(/^[A-Z]{3}$/),
  windowDays: orNull(z.coerce.number().int().min(1).max(365)),
  reminders: z.string().max(300).transform((text) => text.split(",").map((part) => part.trim()).filter(Boolean)),
  capacity: orNull(z.coerce.number().int().positive()),
  waitlist: ticked,
  manager: orNull(UserId),
  newRegistrations: ticked,
  reminderNotices: ticked,
  reports: ticked,
  imprintUrl: link,
  privacyUrl: link,
  termsUrl: link,
  senderName: z.string().trim().max(100),
  replyTo: z.union([z.string().trim().pipe(z.email()), z.literal("")]),
  contact: z.string().trim().max(300),
  testUrl: link,
});

export const handler = define.handlers({
  GET: async (ctx) => page(await dataOf(ctx.state, null, ctx.url.searchParams.has("saved"))),
  async POST(ctx) {
    const { app, locale } = ctx.state;
    const sent = await send(ctx.req, locale, Form, async (form) => {
      const before = await settingsOf(ctx.state);
      const { position } = await changeSettings(app.commands, callerOf(ctx.state), changesOf(form, before));
      await app.directory.reached(position);
    }, { address_taken: "address", unknown_time_zone: "timeZone", reminder_invalid: "reminders" });
    if (!sent.ok) return page(await dataOf(ctx.state, sent.form, false), { status: sent.status });
    return ctx.redirect("/dashboard/settings?saved", 303);
  },
});

/** What the form says, in the shape of the settings; what it does not ask for stays. */
function changesOf(form: z.output<typeof Form>, before: StudioSettings): Partial<StudioSettings> {
  const { name, address, domain, brandColour, language, timeZone, currency } = form;
  const languages = Language.options.filter((each) => form[each] || each === language);
  return {
    name,
    address,
    domain,
    brandColour,
    language,
    languages,
    timeZone,
    currency,
    eventDefaults: {
      registrationWindowDays: form.windowDays,
      reminders: form.reminders,
      capacity: form.capacity,
      waitlist: form.waitlist,
    },
    programmeManager: {
      userId: form.manager,
      newRegistrations: form.newRegistrations,
      reminders: form.reminderNotices,
      reports: form.reports,
    },
    legal: { ...before.legal, imprintUrl: form.imprintUrl, privacyUrl: form.privacyUrl, termsUrl: form.termsUrl },
    sender: { name: form.senderName, replyTo: form.replyTo },
    support: { ...before.support, contact: form.contact, testUrl: form.testUrl },
  };
}

async function settingsOf(state: State): Promise<StudioSettings> {
  const { handle } = state.app.commands;
  return opened(await handle.stateOf(studio, studioStream(workplaceOf(state).id))).settings;
}

async function dataOf(state: State, sent: FormState | null, saved: boolean) {
  const [settings, { members }] = await Promise.all([settingsOf(state), peopleOf(state.app, workplaceOf(state).id)]);
  const host = new URL(state.app.baseUrl).hostname;
  return {
    form: sent ?? { values: valuesOf(settings), errors: {}, problem: null },
    members: members.map(({ userId, name, email }) => ({ userId, name: name ?? email ?? userId })),
    host,
    dns: settings.domain === null ? null : await dnsOf(settings.domain, host),
    saved,
  };
}

/** The form's values for settings as they stand. */
function valuesOf(settings: StudioSettings): Record<string, string> {
  const { eventDefaults: usual, programmeManager: manager, legal, sender, support } = settings;
  const tick = (on: boolean) => on ? "true" : "";
  return {
    name: settings.name,
    address: settings.address,
    domain: settings.domain ?? "",
    brandColour: settings.brandColour ?? "",
    language: settings.language,
    ...Object.fromEntries(Language.options.map((each) => [each, tick(settings.languages.includes(each))])),
    timeZone: settings.timeZone,
    currency: settings.currency,
    windowDays: String(usual.registrationWindowDays ?? ""),
    reminders: usual.reminders.join(", "),
    capacity: String(usual.capacity ?? ""),
    waitlist: tick(usual.waitlist),
    manager: manager.userId ?? "",
    newRegistrations: tick(manager.newRegistrations),
    reminderNotices: tick(manager.reminders),
    reports: tick(manager.reports),
    imprintUrl: legal.imprintUrl,
    privacyUrl: legal.privacyUrl,
    termsUrl: legal.termsUrl,
    senderName: sender.name,
    replyTo: sender.replyTo,
    contact: support.contact,
    testUrl: support.testUrl,
  };
}

/** Whether the domain's record leads here, waiting for the answer no longer than two seconds. */
async function dnsOf(domain: string, host: string): Promise<{ right: boolean; found: string }> {
  const late = new Promise<string[]>((resolve) => setTimeout(resolve, 2_000, []));
  const found = await Promise.race([resolveCname(domain).catch((): string[] => []), late]);
  return { right: found.includes(host), found: found.join(", ") || "–" };
}

export default define.page<typeof handler>(function SettingsPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("settings.title")}</title>
      </Head>
      <h1>{t("settings.title")}</h1>
      {data.saved ? <Notice tone="positive">{t("settings.saved")}</Notice> : null}
      {data.form.problem ? <Notice tone="negative" alert>{data.form.problem}</Notice> : null}
      <SettingsForm {...data} locale={state.locale} />
    </div>
  );
});
