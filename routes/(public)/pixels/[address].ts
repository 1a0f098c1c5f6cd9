import { HttpError } from "fresh";
import { z } from "zod";
import { platformEventId } from "../../../domain/tracking/platform_event_id.ts";
import { purposeOf, standardEvents, Trigger } from "../../../domain/tracking/triggers.ts";
import { studioByAddress } from "../../../projections/queries.ts";
import { define } from "../../../web/state.ts";
import { frameDocument, type FramePixel } from "../../../web/tracking/frame.ts";
import { activePixels, consentHere } from "../../../web/tracking/slot.ts";

const Moment = z.string().regex(/^[a-z_]+:[0-9a-f-]{36}$/).transform((text) => text.split(":") as [string, string])
  .pipe(z.tuple([Trigger, z.uuid()]));

/** Where the scripts of a studio's platforms run, after consent; an empty document without. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const studio = await studioByAddress(app.db, ctx.params.address ?? "");
    if (!studio) throw new HttpError(404);
    const moments = ctx.url.searchParams.getAll("m").slice(0, 8).flatMap((text) => {
      const moment = Moment.safeParse(text);
      return moment.success ? [{ trigger: moment.data[0], sourceId: moment.data[1] }] : [];
    });
    const consent = await consentHere(ctx, studio.id);
    const pixels = (await activePixels(ctx.state, studio.id)).flatMap(({ platform, pixel_id: pixelId, mapping }) => {
      // Google Ads' own tag has another id than the customer's
      if (platform === "google" || !consent[purposeOf(platform)]) return [];
      const events = moments.flatMap(({ trigger, sourceId }) => {
        const name = mapping[trigger];
        return name ? [{ name, eventId: platformEventId(sourceId, trigger), standard: name in standardEvents }] : [];
      });
      return events.length > 0 ? [{ platform, pixelId, events } satisfies FramePixel] : [];
    });
    const nonce = crypto.randomUUID().replaceAll("-", "");
    const externalId = consent.consentId ?? "";
    const { html, policy } = frameDocument(pixels, app.pixelScripts, { nonce, externalId });
    return new Response(html, {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "X-Frame-Options": "SAMEORIGIN",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-store",
      },
    });
  },
});
