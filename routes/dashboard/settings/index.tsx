import { page } from "fresh";
import { Head } from "fresh/runtime";
import { changeSettings, checkDomain } from "../../../commands/change_settings.ts";
import { studioStream } from "../../../commands/streams.ts";
import { SettingsForm } from "../../../components/dashboard/SettingsForm.tsx";
import { Notice } from "../../../components/Notice.tsx";
import type { StudioSettings } from "../../../domain/studio/settings.ts";
import { opened, studio } from "../../../domain/studio/studio.ts";
import { translator } from "../../../i18n/translate.ts";
import { callerOf } from "../../../web/caller.ts";
import { explain } from "../../../web/explain.ts";
import { type FormState, sendRead } from "../../../web/form.ts";
import { readFormWithFiles } from "../../../web/form_files.ts";
import * as form from "../../../web/pages/studio_settings.ts";
import { checkDomainRecord } from "../../../web/pages/domain_check.ts";
import { workplaceOf } from "../../../web/pages/trainer.ts";
import { peopleOf } from "../../../web/people.ts";
import { define, type State } from "../../../web/state.ts";

export const handler = define.handlers({
  GET: async (ctx) => page(await dataOf(ctx.state, null, ctx.url.searchParams.has("saved"))),
  async POST(ctx) {
    const { app, locale } = ctx.state;
    const { raw, refused } = await readFormWithFiles(app, callerOf(ctx.state), ctx.req);
    if (refused.logoChosen) {
      const { status, detail } = explain(refused.logoChosen, locale);
      const again = { values: raw, errors: { logoChosen: detail }, problem: null };
      return page(await dataOf(ctx.state, again, false), { status });
    }
    if (raw.then === "clear.logo") raw.logo = "";
    const sent = await sendRead(raw, locale, form.SettingsForm, async (typed) => {
      const { position } = await changeSettings(app.commands, callerOf(ctx.state), form.changesOf(typed));
      await app.directory.reached(position);
      await app.caughtUp(position, 2_000);
      await lookAtDomain(ctx.state, typed.domain);
    }, form.settingsReasons);
    if (!sent.ok) return page(await dataOf(ctx.state, sent.form, false), { status: sent.status });
    return ctx.redirect("/dashboard/settings?saved", 303);
  },
});

async function settingsOf(state: State): Promise<StudioSettings> {
  const { handle } = state.app.commands;
  return opened(await handle.stateOf(studio, studioStream(workplaceOf(state).id))).settings;
}

async function dataOf(state: State, sent: FormState | null, saved: boolean) {
  const [settings, { members }] = await Promise.all([settingsOf(state), peopleOf(state.app, workplaceOf(state).id)]);
  const host = new URL(state.app.baseUrl).hostname;
  return {
    form: sent ?? { values: form.valuesOf(settings), errors: {}, problem: null },
    members: members.map(({ userId, name, email }) => ({ userId, name: name ?? email ?? userId })),
    host,
    dns: settings.domain === null ? null : await checkDomainRecord(settings.domain, host, state.app.config),
    saved,
  };
}

/** Writes down whether the studio's own domain leads here: only then is anybody sent there. Saving again looks again. */
async function lookAtDomain(state: State, domain: string | null): Promise<void> {
  if (domain === null) return;
  const { app } = state;
  const finding = await checkDomainRecord(domain, new URL(app.baseUrl).hostname, app.config);
  const { position } = await checkDomain(app.commands, callerOf(state), { domain, ...finding });
  await app.directory.reached(position);
}

export default define.page<typeof handler>(function SettingsPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack">
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
