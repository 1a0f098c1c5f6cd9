import { type Context, HttpError } from "fresh";
import { may } from "../../commands/authorise.ts";
import type { EventPageProps } from "../../components/public/EventPage.tsx";
import type { EventId, Language, StudioId, UserId } from "../../domain/ids.ts";
import { eventBySlug, type EventView, isDraft, type PublicCard, relatedEvents } from "../../projections/queries.ts";
import { legalOf, speakOffered } from "../looks.ts";
import { shownNow } from "../registering/suspicion.ts";
import { deviceFor, registeredHere, rememberedOf } from "../registering/remembered.ts";
import { canonical } from "../site.ts";
import type { State } from "../state.ts";
import { sharing } from "../shared_work.ts";
import { type MarketingSlot, marketingSlot } from "../tracking/slot.ts";
import { attributionOf } from "../visits.ts";
import { pageDesign, titleOf } from "./page_design.ts";
import { publicCard, publicEvent } from "./public_event.ts";
import { summary } from "./structured_data.ts";
import { ownZoneOf } from "./visitor.ts";

type Ctx = Context<State>;

const shared = sharing<EventView | null>();

/**
 * The event of a public address, or the address it has now.
 * @throws {HttpError} 404: there is none, or it is a draft and the visitor is none of those who work on it
 */
export async function eventAt(ctx: Ctx): Promise<{ view: EventView } | { moved: string }> {
  const { app, session, studio, operator } = ctx.state;
  const { slug } = ctx.params;
  const address = ctx.params.address ?? ctx.state.site.studio?.address;
  const view = await shared(
    JSON.stringify([address, slug]),
    () => eventBySlug(app.db, { slug: slug!, studioAddress: address, now: app.commands.now() }),
  );
  if (!view) throw new HttpError(404);
  speakOffered(ctx.state, view.studioId as StudioId);
  if (isDraft(view.lifecycle)) {
    const asker = { userId: session?.userId, role: studio?.role, switches: studio?.switches, operator };
    const works = studio?.id === view.studioId && may(asker, "event.read", view.trainerId as UserId);
    if (!works) throw new HttpError(404);
  }
  return view.slug === slug
    ? { view }
    : { moved: ctx.url.pathname.replace(`/webinars/${slug}`, `/webinars/${view.slug}`) };
}

/** What the page of an event shows. */
export async function eventPageData(
  ctx: Ctx,
  view: EventView,
  form: Partial<EventPageProps["form"]> = {},
  known = false,
) {
  const { app, locale } = ctx.state;
  const now = app.commands.now();
  const title = titleOf(view, locale);
  const event = { ...publicEvent(view, now), title: title.value, titleLanguage: title.language };
  const related = await sharedRelated(view.id, () => relatedEvents(app.db, { ...view, eventId: view.id, now }));
  const studio = { name: view.studio.name, address: view.studio.address };
  const device = deviceFor(ctx, view.id);
  const mine = view.sensitive ? null : await registeredHere(ctx, device, view.id);
  const ownZone = ownZoneOf(ctx.req.headers);
  // whoever is registered here already fills in the form for somebody else
  const values = mine ? {} : device.values;
  return {
    brand: { ...event.studio, studioId: view.studioId as StudioId, colour: view.page.accentColour },
    legal: legalOf(app.directory.settings(view.studioId as StudioId), locale),
    event,
    design: pageDesign(view, locale, now, {
      related: related.map((card) => publicCard(card, studio, now)),
      looking: app.visits.looking(view.id),
    }),
    address: canonical(app, view.studio.address, `/webinars/${view.slug}`),
    studioAddress: canonical(app, view.studio.address, "/webinars"),
    seo: seoOf(view, locale),
    form: { ...freshForm(ctx), values, ...form },
    ownZone,
    known,
    mine,
    remembered: mine ? null : rememberedOf(ctx, device, ownZone ?? view.timeZone),
    now,
  };
}

/** A form that nobody has filled in yet. */
export function freshForm({ req, state: { app } }: Ctx): EventPageProps["form"] {
  return {
    values: {},
    errors: {},
    requestId: crypto.randomUUID(),
    ...attributionOf(req),
    shown: shownNow(app),
  };
}

const sharedRelated = sharing<PublicCard[]>();

/** What search engines and previews are told: what the trainer wrote for them, else title and description. */
function seoOf(view: EventView, locale: Language): { title: string; description: string } {
  const own = view.page.seo;
  const translated = locale === view.language ? undefined : view.translations[locale]?.seo;
  return {
    title: translated?.title || own.title || titleOf(view, locale).value,
    description: translated?.description || own.description || summary(view.description),
  };
}

/** What the page needs for the platforms of its studio; a draft is told of to nobody. */
export async function eventSlot(ctx: Ctx, view: EventView): Promise<MarketingSlot | undefined> {
  if (isDraft(view.lifecycle)) return undefined;
  const { name, address } = view.studio;
  return await marketingSlot(ctx, { id: view.studioId, name, address }, { eventId: view.id });
}

/** Counts a look at an event's page, or at its form; those who work on it are left out. */
export function countVisit(
  { state, req }: Ctx,
  view: EventView,
  what: "opened" | "form_opened" | "form_refused",
): void {
  if (view.lifecycle === "draft" || state.studio?.id === view.studioId) return;
  const event = { eventId: view.id as EventId, studioId: view.studioId as StudioId };
  if (what === "opened") state.looked = { ...event, timeZone: view.timeZone, locale: state.locale };
  state.app.visits.seen(event, what, req, state.clientAddress);
}
