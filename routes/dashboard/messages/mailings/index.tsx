import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "../../../../components/Badge.tsx";
import { ButtonLink } from "../../../../components/Button.tsx";
import { MessageTabs } from "../../../../components/dashboard/messages/MessageTabs.tsx";
import { EmptyState } from "../../../../components/EmptyState.tsx";
import { Table } from "../../../../components/Table.tsx";
import { translator } from "../../../../i18n/translate.ts";
import { mailingView, partsOf } from "../../../../web/pages/mailings.ts";
import { workplaceOf } from "../../../../web/pages/trainer.ts";
import { define } from "../../../../web/state.ts";

/** Every mailing of the studio. */
export const handler = define.handlers({
  GET: async ({ state }) => {
    const rows = await state.app.mailings.list(workplaceOf(state).id);
    return page({ rows: rows.map((row) => mailingView(row, state)), ...partsOf(state) });
  },
});

export default define.page<typeof handler>(function MailingsPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("mailings.title")}</title>
      </Head>
      <MessageTabs {...data} current="mailings" locale={state.locale} />
      <header class="page-head">
        <div class="stack tight">
          <h1>{t("mailings.title")}</h1>
          <p class="muted">{t("mailings.about")}</p>
        </div>
        <ButtonLink kind="primary" icon="plus" href="/dashboard/messages/mailings/new">{t("mailings.new")}</ButtonLink>
      </header>
      <Table
        caption={t("mailings.title")}
        columns={[
          {
            key: "subject",
            label: t("mailings.subject"),
            lead: true,
            cell: (row) => <a href={`/dashboard/messages/mailings/${row.id}`}>{row.subject}</a>,
          },
          { key: "state", label: t("mailings.state"), cell: (row) => <Badge>{row.stateText}</Badge> },
          { key: "at", label: t("mailings.at"), cell: (row) => row.at ?? "–" },
          { key: "progress", label: t("desk.bulk"), number: true, cell: (row) => row.progress },
        ]}
        rows={data.rows}
        keyOf={({ id }) => id}
        empty={<EmptyState text={t("mailings.none")} />}
      />
    </div>
  );
});
