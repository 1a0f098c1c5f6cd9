import { Head } from "fresh/runtime";
import { ButtonLink } from "../../components/Button.tsx";
import { translator } from "../../i18n/translate.ts";
import { define } from "../../web/state.ts";

/** After somebody asked for their link: the same words whether there is one or not. */
export default define.page(function LinkSentPage({ state, url }) {
  const t = translator(state.locale);
  const registered = url.searchParams.get("for") === "registration";
  return (
    <div class="narrow stack">
      <Head>
        <title>{t("registration.link.sent")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <h1>{t("registration.link.sent")}</h1>
      <p class="lead" role="status">{t(registered ? "registration.by_mail" : "registration.link.sent_text")}</p>
      <p>
        <ButtonLink href="/webinars">{t("public.state.other_events")}</ButtonLink>
      </p>
    </div>
  );
});
