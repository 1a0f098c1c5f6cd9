import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { setStudioLimits } from "../../../commands/limits.ts";
import { Button } from "../../../components/Button.tsx";
import { TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import type { StudioId } from "../../../domain/ids.ts";
import { opened, studio } from "../../../domain/studio/studio.ts";
import { studioStream } from "../../../commands/streams.ts";
import { translator } from "../../../i18n/translate.ts";
import { emptyForm, type FormState, send } from "../../../web/form.ts";
import { limitNames, LimitsForm, limitsOf, typedLimits } from "../../../web/pages/operator/limits_form.ts";
import { define, type State } from "../../../web/state.ts";

export const handler = define.handlers({
  GET: async ({ state, params }) => page(await dataOf(state, params.id!, null)),
  async POST({ state, params, req, redirect }) {
    const { app, session, operator, requestId } = state;
    const caller = {
      actor: `user:${session!.userId}`, // nobody else passes the rights
      studioId: params.id as StudioId,
      userId: session!.userId,
      operator,
      commandId: app.commands.newId(),
      correlationId: requestId,
    };
    const sent = await send(req, state.locale, LimitsForm, async (typed) => {
      const former = opened(await app.commands.handle.stateOf(studio, studioStream(caller.studioId))).limits;
      const { position } = await setStudioLimits(app.commands, caller, limitsOf(typed, former));
      await app.caughtUp(position, 2_000, ["studio_usage"]);
    });
    if (!sent.ok) return page(await dataOf(state, params.id!, sent.form), { status: sent.status });
    return redirect("/operator", 303);
  },
});

async function dataOf({ app }: State, id: string, form: FormState | null) {
  const found = await app.commands.handle.stateOf(studio, studioStream(id as StudioId));
  if (found.lifecycle === "none") throw new HttpError(404);
  return { name: found.settings.name, form: form ?? emptyForm(typedLimits(found.limits)) };
}

export default define.page<typeof handler>(function LimitsPage({ data: { name, form }, state: { locale } }) {
  const t = translator(locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("operator.limits.title", { studio: name })}</title>
      </Head>
      <div>
        <h1>{t("operator.limits.title", { studio: name })}</h1>
        <p class="muted">{t("operator.limits.lead")}</p>
      </div>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      <form class="form" method="post" novalidate>
        {limitNames.map((limit) => (
          <TextField
            key={limit}
            name={limit}
            label={t(`operator.limits.${limit}`)}
            value={form.values[limit] ?? ""}
            error={form.errors[limit]}
            inputMode="numeric"
          />
        ))}
        <div class="form-actions">
          <Button kind="primary">{t("operator.limits.save")}</Button>
        </div>
      </form>
    </div>
  );
});
