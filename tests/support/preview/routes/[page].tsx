import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { languageOf } from "../../../../i18n/locale.ts";
import { define } from "../../../../web/state.ts";
import { pages } from "../pages.tsx";

export default define.page(function PreviewPage({ url, params }) {
  const show = pages[params.page ?? ""];
  if (!show) throw new HttpError(404);
  const locale = languageOf(url.searchParams.get("lang")) ?? "en";
  return (
    <>
      <Head>
        <title>{params.page}</title>
      </Head>
      {show({ url, locale, variant: url.searchParams.get("variant") ?? "" })}
    </>
  );
});
