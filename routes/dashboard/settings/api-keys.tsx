import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { may } from "../../../commands/authorise.ts";
import { issueApiKey } from "../../../commands/issue_api_key.ts";
import { revokeApiKey } from "../../../commands/revoke_api_key.ts";
import { ButtonLink } from "../../../components/Button.tsx";
import { Card } from "../../../components/Card.tsx";
import { CopyField } from "../../../components/CopyField.tsx";
import { ApiKeys } from "../../../components/dashboard/ApiKeys.tsx";
import { NewKeyForm } from "../../../components/dashboard/NewKeyForm.tsx";
import { Notice } from "../../../components/Notice.tsx";
import CopyButton from "../../../islands/CopyButton.tsx";
import { ApiKeyId } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { callerOf } from "../../../web/caller.ts";
import { emptyForm, type FormState, send } from "../../../web/form.ts";
import { peopleOf } from "../../../web/people.ts";
import { define, type State } from "../../../web/state.ts";

const ticked = z.literal("true").optional().transform((value) => value === "true");
const Action = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("create"),
    name: z.string().trim().min(1).max(100),
    read: ticked,
    write: ticked,
    personal: ticked,
    expires: z.enum(["30", "90", "365", "never"]).default("never"),
  }),
  z.object({ do: z.literal("revoke"), apiKeyId: ApiKeyId }),
]);

export const handler = define.handlers({
  async GET({ state, url }) {
    return page(await dataOf(state, emptyForm({ read: "true", write: "true" }), url.searchParams.get("done")));
  },
  async POST(ctx) {
    const { state } = ctx;
    const sent = await send(ctx.req, state.locale, Action, (input) => perform(state, input));
    if (!sent.ok) return page(await dataOf(state, sent.form, null), { status: sent.status });
    if (sent.value === null) return ctx.redirect("/dashboard/settings/api-keys?done=revoked", 303);
    // Not a redirect: the key is in no address, no cookie, and in no store.
    return page(await dataOf(state, emptyForm({ read: "true", write: "true" }), null, sent.value), { status: 201 });
  },
});

/** Makes or revokes a key, and waits until that counts. Gives a new key. */
async function perform(state: State, input: z.output<typeof Action>): Promise<string | null> {
  const { commands, directory } = state.app;
  const caller = callerOf(state);
  if (input.do === "revoke") {
    const { position } = await revokeApiKey(commands, caller, input.apiKeyId);
    await directory.reached(position);
    return null;
  }
  const scopes = (["read", "write", "personal"] as const).filter((scope) => input[scope]);
  const { key, position } = await issueApiKey(commands, caller, {
    name: input.name,
    scopes,
    expiresAt: input.expires === "never" ? null : inDays(commands.now(), Number(input.expires)),
  });
  await directory.reached(position);
  return key;
}

function inDays(now: string, days: number): string {
  return new Date(Date.parse(now) + days * 86_400_000).toISOString();
}

/** An owner sees every key, anybody else their own. */
async function dataOf(state: State, form: FormState, done: string | null, created: string | null = null) {
  const caller = callerOf(state);
  const { keys, members } = await peopleOf(state.app, caller.studioId);
  const names = new Map(members.map((member) => [member.userId, member.name]));
  const shown = keys.filter((key) => may(caller, "api_key.revoke", key.userId));
  return {
    keys: await Promise.all(shown.map(async (key) => ({
      ...key,
      holder: names.get(key.userId) ?? null,
      lastUsedAt: await state.app.keyUse.lastUse(caller.studioId, key.apiKeyId),
    }))),
    form,
    created,
    done,
    mayIssue: may(caller, "api_key.issue", caller.userId),
  };
}

export default define.page<typeof handler>(function ApiKeysPage({ data, state }) {
  const t = translator(state.locale);
  const { keys, form, created, done, mayIssue } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("keys.title")}</title>
      </Head>
      <div class="row row--apart">
        <div>
          <h1>{t("keys.title")}</h1>
          <p class="muted">{t("keys.lead")}</p>
        </div>
        <ButtonLink href="/api/docs">{t("keys.docs")}</ButtonLink>
      </div>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {done === "revoked" ? <Notice tone="positive">{t("keys.revoked")}</Notice> : null}
      {created
        ? (
          <Notice tone="positive" title={t("keys.created")} alert>
            <CopyField value={created} label={t("keys.value")}>
              <CopyButton text={created} label={t("common.copy")} done={t("common.copied")} />
            </CopyField>
          </Notice>
        )
        : null}
      <ApiKeys keys={keys} zone={state.studio?.timeZone ?? "UTC"} locale={state.locale} />
      {mayIssue
        ? (
          <Card>
            <NewKeyForm form={form} locale={state.locale} />
          </Card>
        )
        : null}
    </div>
  );
});
