import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Notice } from "../../Notice.tsx";
import { Table } from "../../Table.tsx";
import { utc } from "../LogTable.tsx";

/** What a replay found, as far as it is shown. */
export interface ReplayFound {
  reactor: string;
  events: number;
  total: number;
  plans: readonly { what: "delivery" | "command"; key: string; at: string; standing: string | null; causeId: string }[];
}

/** What a reactor would plan that is not planned now. */
export function Replay({ replay, locale }: { replay: ReplayFound; locale: Language }) {
  const t = translator(locale);
  const { reactor: name, events, total, plans } = replay;
  if (total === 0) return <Notice tone="positive" alert>{t("replays.nothing", { name, events })}</Notice>;
  return (
    <>
      <Notice tone="warning" alert>{t("replays.something", { name, count: total })}</Notice>
      <Table
        caption={t("replays.title")}
        rows={plans}
        keyOf={({ key, causeId }) => `${key}/${causeId}`}
        empty={null}
        columns={[
          { key: "what", label: t("replays.what"), lead: true, cell: ({ key }) => <code class="small">{key}</code> },
          { key: "at", label: t("replays.when"), cell: ({ at }) => utc(at).slice(0, 19) },
          { key: "standing", label: t("replays.standing"), cell: (plan) => plan.standing ?? t("replays.unknown") },
          {
            key: "cause",
            label: t("replays.because"),
            cell: ({ causeId }) => <a href={`/dashboard/history/${causeId}`}>{causeId}</a>,
          },
        ]}
      />
    </>
  );
}
