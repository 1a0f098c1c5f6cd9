import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Tabs } from "../../Tabs.tsx";

/** Parts of the messages' pages; `writes`: whether the reader may change what the studio writes. */
export function MessageTabs(
  { current, writes, sends, locale }: {
    current: "texts" | "mailings" | "suppressed" | "sender";
    writes: boolean;
    sends: boolean;
    locale: Language;
  },
) {
  const t = translator(locale);
  const tab = (name: typeof current, href: string, label: string) => ({ href, label, current: current === name });
  return (
    <Tabs
      label={t("messages.title")}
      tabs={[
        ...(writes ? [tab("texts", "/dashboard/messages", t("messages.title"))] : []),
        ...(sends
          ? [
            tab("mailings", "/dashboard/messages/mailings", t("mailings.title")),
            tab("suppressed", "/dashboard/messages/suppressed", t("suppressed.title")),
          ]
          : []),
        ...(writes ? [tab("sender", "/dashboard/messages/sender", t("sender.title"))] : []),
      ]}
    />
  );
}
