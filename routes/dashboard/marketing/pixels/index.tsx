import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../../components/Button.tsx";
import { MarketingFigures } from "../../../../components/dashboard/marketing/Figures.tsx";
import { PixelCard } from "../../../../components/dashboard/marketing/PixelCard.tsx";
import { EmptyState } from "../../../../components/EmptyState.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { translator } from "../../../../i18n/translate.ts";
import { pixelsPage } from "../../../../web/pages/marketing/pixels.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers({
  GET: async (ctx) => page({ ...await pixelsPage(ctx), done: ctx.url.searchParams.get("done") }),
});

/** All pixels of the studio, and how sending to them goes. */
export default define.page<typeof handler>(function PixelsPage({ data, state }) {
  const t = translator(state.locale);
  const { overviews, figures, done } = data;
  const zone = state.studio?.timeZone ?? "UTC";
  const dead = overviews.filter(({ pixel }) => pixel.paused === "token_refused");
  return (
    <div class="stack loose">
      <Head>
        <title>{t("marketing.title")}</title>
      </Head>
      <div class="row row--apart">
        <div>
          <h1>{t("marketing.title")}</h1>
          <p class="muted">{t("marketing.lead")}</p>
        </div>
        <div class="row tight">
          <ButtonLink href="/dashboard/marketing/pixels/guide">{t("marketing.guide")}</ButtonLink>
          <ButtonLink href="/dashboard/marketing/pixels/new" kind="primary">{t("marketing.add")}</ButtonLink>
        </div>
      </div>
      {done === "removed" ? <Notice tone="positive">{t("marketing.done.removed")}</Notice> : null}
      {dead.map(({ pixel }) => (
        <Notice key={pixel.tracking_id} tone="warning" title={t("marketing.dead.title")} alert>
          <a href={`/dashboard/marketing/pixels/${pixel.tracking_id}`}>
            {t("marketing.dead.text", {
              platform: t(`marketing.platform.${pixel.platform}`),
              pixel: pixel.pixel_id,
            })}
          </a>
        </Notice>
      ))}
      {overviews.length === 0
        ? (
          <EmptyState text={t("marketing.none")}>
            <ButtonLink href="/dashboard/marketing/pixels/new">{t("marketing.add")}</ButtonLink>
          </EmptyState>
        )
        : (
          <>
            <MarketingFigures figures={figures} locale={state.locale} />
            <div class="pixel-cards">
              {overviews.map((overview) => (
                <PixelCard
                  key={overview.pixel.tracking_id}
                  overview={overview}
                  zone={zone}
                  locale={state.locale}
                />
              ))}
            </div>
            <p class="muted small">{t("marketing.late")}</p>
          </>
        )}
    </div>
  );
});
