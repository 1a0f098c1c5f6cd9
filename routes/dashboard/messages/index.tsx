import { page } from "fresh";
import { Head } from "fresh/runtime";
import { MessageTabs } from "../../../components/dashboard/messages/MessageTabs.tsx";
import { TemplateList } from "../../../components/dashboard/messages/TemplateList.tsx";
import { languages } from "../../../i18n/locale.ts";
import { translator } from "../../../i18n/translate.ts";
import { ownTemplates } from "../../../web/pages/message_templates.ts";
import { partsOf } from "../../../web/pages/mailings.ts";
import { workplaceOf } from "../../../web/pages/trainer.ts";
import { define } from "../../../web/state.ts";

/** What belongs together on the page; a message in no group would be missed by its test. */
const groups = [
  { name: "registration", messages: ["confirmation", "pending", "approved", "declined", "link"] },
  { name: "waitlist", messages: ["waitlisted", "moved_up", "offer", "offer_expired", "next_date"] },
  { name: "before", messages: ["reminder_week", "reminder_days", "reminder_soon", "room_opens", "join_details"] },
  { name: "after", messages: ["follow_up_attended", "follow_up_missed", "campaign", "news"] },
  {
    name: "changes",
    messages: ["rescheduled", "event_cancelled", "registration_cancelled", "transfer_offered", "transferred"],
  },
  {
    name: "inside",
    messages: ["speaker_alert", "summary", "date_notice", "registration_digest", "event_report", "invitation"],
  },
] as const;

/** Every message that the studio sends. */
export const handler = define.handlers({
  GET: async ({ state }) => page({ own: await ownTemplates(state.app, workplaceOf(state).id), ...partsOf(state) }),
});

export default define.page<typeof handler>(function MessagesPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("messages.title")}</title>
      </Head>
      <MessageTabs {...data} current="texts" locale={state.locale} />
      <header class="stack tight">
        <h1>{t("messages.title")}</h1>
        <p class="muted">{t("messages.about")}</p>
      </header>
      <TemplateList groups={groups} own={data.own} languages={languages} locale={state.locale} />
    </div>
  );
});
