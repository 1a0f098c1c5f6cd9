import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { releaseAddress, suppressAddress } from "../../../commands/suppression.ts";
import { Button } from "../../../components/Button.tsx";
import { MessageTabs } from "../../../components/dashboard/messages/MessageTabs.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { SearchBox, TextField } from "../../../components/inputs.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Table } from "../../../components/Table.tsx";
import { PersonId } from "../../../domain/ids.ts";
import { moment } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import { listSuppressions } from "../../../projections/queries.ts";
import { callerOf } from "../../../web/caller.ts";
import { emptyForm, type FormState, send } from "../../../web/form.ts";
import { partsOf } from "../../../web/pages/mailings.ts";
import { workplaceOf } from "../../../web/pages/trainer.ts";
import { define, type State } from "../../../web/state.ts";

const Action = z.discriminatedUnion("do", [
  z.object({ do: z.literal("add"), email: z.string().trim().pipe(z.email()) }),
  z.object({ do: z.literal("release"), personId: PersonId }),
]);

/** Who is not written to: to read, to add to, to take out of. */
export const handler = define.handlers({
  GET: async ({ state, url }) => page(await dataOf(state, url, emptyForm())),
  async POST(ctx) {
    const { app, locale } = ctx.state;
    const sent = await send(ctx.req, locale, Action, async (input) => {
      const caller = callerOf(ctx.state);
      const { position } = input.do === "add"
        ? await suppressAddress(app.commands, caller, input.email)
        : await releaseAddress(app.commands, caller, input.personId);
      await app.caughtUp(position, 2_000, ["suppressions"]);
    });
    if (!sent.ok) return page(await dataOf(ctx.state, ctx.url, sent.form), { status: sent.status });
    return ctx.redirect(ctx.url.pathname, 303);
  },
});

async function dataOf(state: State, url: URL, form: FormState) {
  const search = url.searchParams.get("q")?.trim().slice(0, 100) || undefined;
  const rows = await listSuppressions(state.app.db, { studioId: workplaceOf(state).id, search });
  return { rows, form, search, zone: workplaceOf(state).timeZone, ...partsOf(state) };
}

const reasons = ["bounced", "complained", "by_hand", "texts_stopped"] as const;

export default define.page<typeof handler>(function SuppressedPage({ data, state }) {
  const t = translator(state.locale);
  const reasonOf = (reason: string) => {
    const known = reasons.find((one) => one === reason);
    return known ? t(`suppressed.reason.${known}`) : reason;
  };
  return (
    <div class="stack loose">
      <Head>
        <title>{t("suppressed.title")}</title>
      </Head>
      <MessageTabs {...data} current="suppressed" locale={state.locale} />
      <header class="stack tight">
        <h1>{t("suppressed.title")}</h1>
        <p class="muted">{t("suppressed.about")}</p>
      </header>
      {data.form.problem ? <Notice tone="negative" alert>{data.form.problem}</Notice> : null}
      <form method="post" class="jump">
        <input type="hidden" name="do" value="add" />
        <TextField
          name="email"
          type="email"
          label={t("suppressed.add")}
          value={data.form.values.email ?? ""}
          error={data.form.errors.email}
          required
        />
        <Button kind="primary">{t("suppressed.add")}</Button>
      </form>
      <form class="toolbar">
        <SearchBox name="q" label={t("suppressed.address")} value={data.search} />
      </form>
      <Table
        caption={t("suppressed.title")}
        columns={[
          { key: "email", label: t("suppressed.address"), lead: true, cell: (row) => row.email ?? "–" },
          { key: "reason", label: t("suppressed.reason"), cell: (row) => reasonOf(row.reason) },
          { key: "since", label: t("suppressed.since"), cell: (row) => moment(row.since, data.zone, state.locale) },
          {
            key: "release",
            label: "",
            // whoever has said STOP has to say START
            cell: (row) =>
              row.way === "sms" ? <span class="muted small">{t("suppressed.start")}</span> : (
                <form method="post">
                  <input type="hidden" name="do" value="release" />
                  <Button size="small" name="personId" value={row.personId}>{t("suppressed.release")}</Button>
                </form>
              ),
          },
        ]}
        rows={data.rows}
        keyOf={({ personId, way }) => personId + way}
        empty={<EmptyState text={t("suppressed.none")} />}
      />
    </div>
  );
});
