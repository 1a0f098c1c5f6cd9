import { Head } from "fresh/runtime";
import { ButtonLink } from "../../components/Button.tsx";
import { translator } from "../../i18n/translate.ts";
import { define } from "../../web/state.ts";

/** After somebody had everything erased that was known of them. */
export default define.page(function ErasedPage({ state }) {
  const t = translator(state.locale);
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("erased.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <h1>{t("erased.title")}</h1>
      <p class="lead" role="status">{t("erased.text")}</p>
      <p>
        <ButtonLink href="/webinars">{t("public.state.other_events")}</ButtonLink>
      </p>
    </div>
  );
});
