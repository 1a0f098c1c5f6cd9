import { Head } from "fresh/runtime";
import { pixelSnippet } from "../../../../components/dashboard/pixel_snippet.ts";
import { translator } from "../../../../i18n/translate.ts";
import { define } from "../../../../web/state.ts";

/** How the trainer's own pixel and our calls count once together. */
export default define.page(function GuidePage({ state }) {
  const t = translator(state.locale);
  const { baseUrl } = state.app;
  const snippet = pixelSnippet(new URL(baseUrl).origin);
  const call = `curl -X POST ${baseUrl}/api/v1/marketing/conversions \\
  -H "Authorization: Bearer wek_…" -H "Content-Type: application/json" -H "Idempotency-Key: order-1042" \\
  -d '{"event": "Purchase", "email": "ana@example.com", "value": "99.00", "currency": "EUR",
       "consent": {"ads": true, "textVersion": "checkout-3"}}'`;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("marketing.guide.title")}</title>
      </Head>
      <div>
        <h1>{t("marketing.guide.title")}</h1>
        <p class="muted">{t("marketing.guide.lead")}</p>
      </div>
      <section class="stack">
        <p>{t("marketing.guide.how")}</p>
        <pre class="code" tabIndex={0}>{snippet}</pre>
        <p>{t("marketing.guide.remove")}</p>
      </section>
      <section class="stack">
        <p>{t("marketing.guide.api")}</p>
        <pre class="code" tabIndex={0}>{call}</pre>
      </section>
    </div>
  );
});
