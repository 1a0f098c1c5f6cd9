import { reachOf } from "../../../commands/authorise.ts";
import type { Tab } from "../../../components/Tabs.tsx";
import { translator } from "../../../i18n/translate.ts";
import type { State } from "../../state.ts";

/** The pages for analysts, those that this person may open. */
export function analysisTabs({ session, studio, operator, locale }: State, current: string): Tab[] {
  const t = translator(locale);
  const asker = { userId: session?.userId, role: studio?.role, operator };
  const tab = (href: string, label: string) => ({ href, label, current: href === current });
  return [
    tab("/dashboard/projections", t("analysis.projections")),
    tab("/dashboard/projections/reactors", t("analysis.reactors")),
    ...(studio && reachOf(asker, "analysis.query") ? [tab("/dashboard/sql", t("analysis.sql"))] : []),
    tab("/dashboard/definitions", t("analysis.definitions")),
  ];
}
