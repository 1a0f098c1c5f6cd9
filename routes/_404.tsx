import { Head } from "fresh/runtime";
import { Failure } from "../components/layout/Failure.tsx";
import { PublicFrame } from "../components/layout/PublicFrame.tsx";
import { translator } from "../i18n/translate.ts";
import { define } from "../web/state.ts";

/** No page has this address. */
export default define.page(function NotFoundPage({ state, url }) {
  const locale = state.locale ?? "en";
  return (
    <PublicFrame url={url} locale={locale} signedIn={Boolean(state.session)}>
      <Head>
        <title>{translator(locale)("error.not_found.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <Failure status={404} locale={locale} />
    </PublicFrame>
  );
});
