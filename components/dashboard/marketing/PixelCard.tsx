import type { Language } from "../../../domain/ids.ts";
import { moment } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { PixelOverview } from "../../../web/pages/marketing/pixels.ts";
import { Badge } from "../../Badge.tsx";
import { Button, ButtonLink } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { stateText } from "./words.ts";

/** How a pixel stands, in a word. */
export function PixelState({ paused, locale }: { paused: string | null; locale: Language }) {
  const t = translator(locale);
  const tone = paused === null ? "positive" : paused === "switched_off" ? undefined : "warning";
  return <Badge tone={tone}>{stateText(t, paused)}</Badge>;
}

/** One pixel: whose, how it stands, when it heard last, and its switch. */
export function PixelCard({ overview, zone, locale }: { overview: PixelOverview; zone: string; locale: Language }) {
  const t = translator(locale);
  const { pixel, last } = overview;
  return (
    <Card>
      <div class="row row--apart">
        <div>
          <h2>{t(`marketing.platform.${pixel.platform}`)}</h2>
          <p class="muted figures">{pixel.pixel_id}</p>
        </div>
        <PixelState paused={pixel.paused} locale={locale} />
      </div>
      <p class="small muted">
        {last
          ? t("marketing.card.last", {
            name: last.name || t("marketing.log.test"),
            when: moment(last.at, zone, locale),
          })
          : t("marketing.card.never")}
      </p>
      <div class="row">
        <ButtonLink href={`/dashboard/marketing/pixels/${pixel.tracking_id}`}>{t("marketing.card.open")}</ButtonLink>
        <Switch id={pixel.tracking_id} paused={pixel.paused} locale={locale} />
      </div>
    </Card>
  );
}

/** Switches off and on; on again means that the token is tested where the platform had paused it. */
export function Switch({ id, paused, locale }: { id: string; paused: string | null; locale: Language }) {
  const t = translator(locale);
  return (
    <form method="post" action={`/dashboard/marketing/pixels/${id}`}>
      <input type="hidden" name="do" value={paused === null ? "off" : "on"} />
      <Button kind="quiet">{t(paused === null ? "marketing.off" : "marketing.on")}</Button>
    </form>
  );
}
