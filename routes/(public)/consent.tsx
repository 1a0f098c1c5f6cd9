import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { chooseConsent } from "../../commands/consent.ts";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { Checkbox } from "../../components/inputs.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { StudioId } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { eventById, studioByAddress, type StudioView } from "../../projections/queries.ts";
import { readForm } from "../../web/body.ts";
import { visitorOf } from "../../web/caller.ts";
import { studioPath } from "../../web/links.ts";
import { define, type State } from "../../web/state.ts";
import { safePath } from "../../web/places.ts";
import { consentIdIn, forgetBrowser, rememberChoice, sendsGpc } from "../../web/tracking/cookies.ts";
import { consentHere, marketingSlot } from "../../web/tracking/slot.ts";

/** A path of this site, and nothing that leads elsewhere. */
const Back = z.string().optional().catch(undefined).transform((back) => safePath(back) ?? "/webinars");
const Choice = z.object({
  studio: z.string().max(80),
  back: Back,
  event: z.uuid().optional().catch(undefined),
  choice: z.enum(["all", "none", "own"]),
  statistics: z.literal("true").optional().catch(undefined),
  ads: z.literal("true").optional().catch(undefined),
});

async function studioAt(state: State, address: string | null): Promise<StudioView> {
  const studio = address ? await studioByAddress(state.app.db, address) : null;
  if (!studio) throw new HttpError(404);
  return studio;
}

export const handler = define.handlers({
  async GET(ctx) {
    const asked = ctx.url.searchParams;
    const studio = await studioAt(ctx.state, asked.get("studio"));
    const { statistics, ads, gpc } = await consentHere(ctx, studio.id);
    const back = Back.parse(asked.get("back") ?? studioPath(studio.address));
    return page({
      brand: { name: studio.name, href: studioPath(studio.address), studioId: studio.id as StudioId },
      studio: { name: studio.name, address: studio.address },
      statistics,
      ads,
      gpc,
      back,
      saved: asked.has("saved"),
    });
  },

  async POST(ctx) {
    const { state, req } = ctx;
    const form = Choice.parse(await readForm(req));
    const studio = await studioAt(state, form.studio);
    const secure = state.app.baseUrl.startsWith("https://");
    const consentId = consentIdIn(req.headers, studio.id) ?? state.app.commands.newId();
    const gpc = sendsGpc(req.headers);
    const statistics = form.choice === "all" || (form.choice === "own" && form.statistics === "true");
    const ads = form.choice === "all" || (form.choice === "own" && form.ads === "true");
    await chooseConsent(state.app.commands, visitorOf(state, studio.id as StudioId), {
      consentId,
      statistics,
      ads,
      language: state.locale,
      gpc,
      proof: { page: form.back.split("?")[0]!.slice(0, 300), browser: await browserOf(ctx) },
    });
    state.cookies = [rememberChoice(studio.id, consentId, secure), ...(ads && !gpc ? [] : forgetBrowser(secure))];
    if (req.headers.get("accept")?.includes("application/json")) {
      const frame = statistics || ads ? await frameFor(ctx, studio, form, consentId) : null;
      return Response.json({ frame });
    }
    const back = form.choice === "own"
      ? `/consent?studio=${studio.address}&saved&back=${encodeURIComponent(form.back)}`
      : form.back;
    return ctx.redirect(back, 303);
  },
});

/** The page stays where it is; what it may load from now on is told to its script. */
async function frameFor(
  ctx: Context<State>,
  studio: StudioView,
  { back, event }: z.output<typeof Choice>,
  consentId: string,
): Promise<string | null> {
  const { app } = ctx.state;
  const view = event ? await eventById(app.db, { eventId: event, now: app.commands.now() }) : null;
  const headers = new Headers(ctx.req.headers);
  headers.set("cookie", `${headers.get("cookie") ?? ""}; consent_${studio.id.slice(0, 8)}=${consentId}`);
  const there = { state: ctx.state, req: new Request(ctx.req.url, { headers }), url: new URL(back, ctx.url) };
  const eventId = view?.studioId === studio.id ? view.id : null;
  return (await marketingSlot(there as Context<State>, studio, { eventId })).frame;
}

/** Shows that somebody chose, and finds nobody: keyed, and another one tomorrow. */
async function browserOf({ state: { app, clientAddress }, req }: Context<State>): Promise<string> {
  const day = app.commands.now().slice(0, 10);
  const text = [app.vault.derivedSecret(`consent proof ${day}`), clientAddress, req.headers.get("user-agent") ?? ""]
    .join("\n");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true }).slice(0, 22);
}

/** What a browser allows, purpose by purpose; changed at any time. */
export default define.page<typeof handler>(function ConsentPage({ data, state }) {
  const t = translator(state.locale);
  const { studio, statistics, ads, gpc, back, saved } = data;
  return (
    <div class="narrow">
      <Head>
        <title>{t("consent.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <h1>{t("consent.title")}</h1>
      <p class="lead">{t("consent.lead", { studio: studio.name })}</p>
      {saved ? <Notice tone="positive" alert>{t("consent.saved")}</Notice> : null}
      {gpc ? <Notice tone="accent">{t("consent.gpc")}</Notice> : null}
      <Card>
        <form method="post" action="/consent" class="stack">
          <input type="hidden" name="studio" value={studio.address} />
          <input type="hidden" name="back" value={back} />
          <input type="hidden" name="choice" value="own" />
          <div>
            <strong>{t("consent.necessary")}</strong>
            <p class="muted small">{t("consent.necessary.text")}</p>
          </div>
          <div>
            <Checkbox name="statistics" label={t("consent.statistics")} checked={statistics} />
            <p class="muted small">{t("consent.statistics.text")}</p>
          </div>
          <div>
            <Checkbox name="ads" label={t("consent.ads")} checked={ads} />
            <p class="muted small">{t("consent.ads.text")}</p>
          </div>
          <div class="row">
            <Button kind="primary">{t("consent.save")}</Button>
            <ButtonLink href={back}>{t("consent.back")}</ButtonLink>
          </div>
        </form>
      </Card>
    </div>
  );
});
