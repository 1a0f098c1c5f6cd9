import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Badge } from "../../../components/Badge.tsx";
import { CopyField } from "../../../components/CopyField.tsx";
import { MessageTabs } from "../../../components/dashboard/messages/MessageTabs.tsx";
import { Table } from "../../../components/Table.tsx";
import { studioStream } from "../../../commands/streams.ts";
import { opened, studio } from "../../../domain/studio/studio.ts";
import { translator } from "../../../i18n/translate.ts";
import { mailSecret } from "../../../web/mail_reports.ts";
import { partsOf } from "../../../web/pages/mailings.ts";
import { workplaceOf } from "../../../web/pages/trainer.ts";
import { senderRecords } from "../../../web/sender_records.ts";
import { secretText } from "../../../web/signed.ts";
import { define } from "../../../web/state.ts";

/** What mail servers find about the sender, and where providers report what came back. */
export const handler = define.handlers({
  async GET({ state }) {
    const { app } = state;
    const { id } = workplaceOf(state);
    const { sender } = opened(await app.commands.handle.stateOf(studio, studioStream(id))).settings;
    const from = app.config.smtp?.from ?? "";
    const domain = domainOf(sender.replyTo || from);
    const { dkim, dnsServers } = app.config;
    const records = domain === null ? [] : await senderRecords({
      domain,
      selector: dkim?.selector ?? null,
      ...(dnsServers ? { servers: dnsServers } : {}),
    });
    return page({
      domain,
      records,
      address: `${app.baseUrl}/webhooks/mail/${id}`,
      secret: secretText(mailSecret(app.vault, id)),
      ...partsOf(state),
    });
  },
});

function domainOf(address: string): string | null {
  return /@([a-z0-9.-]+)>?$/i.exec(address.trim())?.[1]?.toLowerCase() ?? null;
}

export default define.page<typeof handler>(function SenderPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("sender.title")}</title>
      </Head>
      <MessageTabs {...data} current="sender" locale={state.locale} />
      <header class="stack tight">
        <h1>{t("sender.title")}</h1>
        <p class="muted">
          {data.domain === null ? t("sender.none") : t("sender.about", { domain: data.domain })}
        </p>
      </header>
      <Table
        caption={t("sender.title")}
        columns={[
          { key: "name", label: t("sender.record"), lead: true, cell: (row) => `${row.name} · ${row.host}` },
          {
            key: "state",
            label: t("sender.state"),
            cell: (row) => (
              <Badge tone={row.found ? "positive" : "warning"}>
                {t(row.found ? "sender.right" : "sender.missing")}
              </Badge>
            ),
          },
          { key: "found", label: t("sender.found"), cell: (row) => <span class="breaking">{row.found ?? "–"}</span> },
        ]}
        rows={data.records}
        keyOf={({ name }) => name}
        empty={null}
      />
      <section class="stack">
        <h2>{t("sender.reports")}</h2>
        <p class="muted">{t("sender.reports.about")}</p>
        {([
          [t("sender.reports.address"), data.address],
          [t("sender.reports.notice"), `${data.address}/notice`],
          [t("sender.reports.secret"), data.secret],
        ] as const).map(([label, value]) => (
          <div key={label} class="stack tight">
            <strong class="small" aria-hidden="true">{label}</strong>
            <CopyField label={label} value={value} />
          </div>
        ))}
      </section>
    </div>
  );
});
