import { page } from "fresh";
import { Head } from "fresh/runtime";
import { MailingForm } from "../../../../components/dashboard/messages/MailingForm.tsx";
import { MessageTabs } from "../../../../components/dashboard/messages/MessageTabs.tsx";
import { translator } from "../../../../i18n/translate.ts";
import { mailingForm, makeMailing } from "../../../../web/pages/mailings.ts";
import { define } from "../../../../web/state.ts";

/** A new mailing: to whom, what and when; shown and counted first. */
export const handler = define.handlers({
  GET: async (ctx) => page(await mailingForm(ctx)),
  POST: async (ctx) => {
    const made = await makeMailing(ctx);
    return made instanceof Response ? made : page(made.data, { status: made.status });
  },
});

export default define.page<typeof handler>(function NewMailingPage({ data, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("mailings.new")}</title>
      </Head>
      <MessageTabs {...data} current="mailings" locale={state.locale} />
      <h1>{t("mailings.new")}</h1>
      <MailingForm {...data} locale={state.locale} />
    </div>
  );
});
