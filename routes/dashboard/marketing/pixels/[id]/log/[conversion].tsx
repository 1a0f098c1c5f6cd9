import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { resendConversion } from "../../../../../../commands/resend_conversion.ts";
import { Button, ButtonLink } from "../../../../../../components/Button.tsx";
import { OutcomeBadge } from "../../../../../../components/dashboard/marketing/PixelLog.tsx";
import { skipText } from "../../../../../../components/dashboard/marketing/words.ts";
import { CallDetail } from "../../../../../../components/dashboard/CallDetail.tsx";
import { platformEventId } from "../../../../../../domain/tracking/platform_event_id.ts";
import { moment, number, unknown } from "../../../../../../i18n/formats.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import { conversionById, outcomeOf } from "../../../../../../projections/queries.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import { pixelAt } from "../../../../../../web/pages/marketing/pixels.ts";
import { define, type State } from "../../../../../../web/state.ts";

async function conversionAt(state: State, trackingId: string, id: string) {
  const known = z.uuid().safeParse(id).success;
  const row = known ? await conversionById(state.app.db, { studioId: callerOf(state).studioId, id }) : null;
  if (row?.tracking_id !== trackingId) throw new HttpError(404);
  return row;
}

export const handler = define.handlers({
  async GET(ctx) {
    const pixel = await pixelAt(ctx);
    const row = await conversionAt(ctx.state, pixel.trackingId, ctx.params.conversion ?? "");
    const shown = row.skip_reason === null ? await ctx.state.app.conversionPayload(row.delivery_id) : null;
    return page({ pixel, row, shown, done: ctx.url.searchParams.get("done") });
  },

  async POST(ctx) {
    const pixel = await pixelAt(ctx);
    const row = await conversionAt(ctx.state, pixel.trackingId, ctx.params.conversion ?? "");
    const at = await resendConversion(ctx.state.app.commands, callerOf(ctx.state), row.delivery_id);
    await ctx.state.app.caughtUp(at, 2_000, ["conversions"]);
    return ctx.redirect(`${ctx.url.pathname}?done=resent`, 303);
  },
});

/** One conversion: what was sent, when, and what came of it. */
export default define.page<typeof handler>(function ConversionPage({ data, state }) {
  const t = translator(state.locale);
  const { pixel, row, shown, done } = data;
  const zone = state.studio?.timeZone ?? "UTC";
  const name = row.event_name || t("marketing.log.test");
  const title = t("marketing.detail.title", { name, when: moment(row.created_at, zone, state.locale) });
  const eventId = row.trigger ? platformEventId(row.source_id, row.trigger) : row.source_id;
  const facts: [string, string][] = [
    [t("marketing.detail.event_id"), eventId],
    [t("marketing.log.code"), row.status_code === null ? unknown : String(row.status_code)],
    [
      t("marketing.log.latency"),
      row.latency_ms === null ? unknown : t("marketing.ms", { ms: number(row.latency_ms, state.locale) }),
    ],
    [t("marketing.log.attempts"), number(row.attempts, state.locale)],
    [t("marketing.detail.batch"), number(row.batch, state.locale)],
    [t("marketing.detail.identifiers"), row.identifiers.join(", ") || unknown],
    [t("marketing.detail.dropped"), row.dropped.join(", ") || unknown],
    ...(row.skip_reason ? [[t("marketing.log.detail"), skipText(t, row.skip_reason)] as [string, string]] : []),
    ...(row.error ? [[t("marketing.detail.error"), row.error] as [string, string]] : []),
    ...(row.next_attempt_at
      ? [[t("marketing.detail.again"), moment(row.next_attempt_at, zone, state.locale)] as [string, string]]
      : []),
  ];
  return (
    <div class="stack loose">
      <Head>
        <title>{title}</title>
      </Head>
      <CallDetail
        name={name}
        when={moment(row.created_at, zone, state.locale)}
        badge={<OutcomeBadge outcome={outcomeOf(row.state)} locale={state.locale} />}
        actions={
          <>
            <ButtonLink href={`/dashboard/marketing/pixels/${pixel.tracking_id}`}>{t("marketing.back")}</ButtonLink>
            {row.state === "abandoned"
              ? (
                <form method="post">
                  <Button kind="primary">{t("marketing.resend")}</Button>
                </form>
              )
              : null}
          </>
        }
        done={done === "resent" ? t("marketing.done.resent") : null}
        repeated={row.repeated_unknown ? t("marketing.detail.repeated") : null}
        facts={facts}
        payload={row.skip_reason ? null : {
          shown,
          sent: row.payload_hash,
          words: {
            title: t("marketing.detail.payload"),
            gone: t("marketing.detail.payload.gone"),
            would: t("marketing.detail.payload.would"),
            same: t("marketing.detail.payload.same"),
            differs: t("marketing.detail.payload.differs"),
          },
        }}
      />
    </div>
  );
});
