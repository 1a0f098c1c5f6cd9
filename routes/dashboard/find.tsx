import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { SearchBox } from "../../components/inputs.tsx";
import { translator } from "../../i18n/translate.ts";
import { find } from "../../web/pages/find.ts";
import { define } from "../../web/state.ts";
import { placesOf } from "./_layout.tsx";

/** What fits what was typed: for the palette as JSON, for browsers without script as a page. */
export const handler = define.handlers({
  async GET(ctx) {
    const typed = ctx.url.searchParams.get("q") ?? "";
    const found = await find(ctx.state, placesOf(ctx.state), typed);
    if (ctx.req.headers.get("accept") === "application/json") return Response.json(found);
    return page({ typed, found });
  },
});

export default define.page<typeof handler>(function FindPage({ data: { typed, found }, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack narrow">
      <Head>
        <title>{t("find.title")}</title>
      </Head>
      <h1>{t("find.title")}</h1>
      <form class="toolbar" method="get" role="search">
        <SearchBox name="q" label={t("find.placeholder")} value={typed} />
        <Button>{t("common.search")}</Button>
      </form>
      {found.length === 0 ? <p>{t("find.none")}</p> : (
        <ul class="found">
          {found.map(({ kind, label, hint, href }) => (
            <li key={href + label}>
              <a href={href}>{label}</a>
              <span class="muted small">{`${t(`find.kind.${kind}`)}${hint ? ` · ${hint}` : ""}`}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});
