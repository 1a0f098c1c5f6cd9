import type { Context } from "fresh";
import { calendarLinks } from "../../calendar/links.ts";
import type { AskedForm } from "../../components/public/design.ts";
import type { Place } from "../../components/public/Joining.tsx";
import type { PublicDate } from "../../components/public/event.ts";
import { likelyMeant } from "../../components/public/mail_addresses.ts";
import type { RegistrationStatus } from "../../components/public/Ticket.tsx";
import type { StudioId } from "../../domain/ids.ts";
import { type EventView, relatedEvents } from "../../projections/queries.ts";
import { legalOf, supportOf } from "../looks.ts";
import { materialLink, materialsFor } from "../materials.ts";
import type { State } from "../state.ts";
import type { OwnInvitation, OwnRegistration } from "./own_registration.ts";
import { formOf, thanksOf, titleOf } from "./page_design.ts";
import { publicCard, publicEvent } from "./public_event.ts";
import { summary } from "./structured_data.ts";
import { ownZoneOf } from "./visitor.ts";

/** The address is the key: no cache keeps the page, no search engine lists it. */
export const privately = { headers: { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" } };

/** A form on the page that was refused: which one, and how it was sent. */
export interface Refused {
  form: string;
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  problem: string | null;
}

/** How long before the start one can join. */
const EARLY_MS = 15 * 60_000;

/** What the page of a registrant shows. */
export async function ticketData(
  ctx: Context<State>,
  { token, registration, view, handedTo }: OwnRegistration,
  refused: Refused | null = null,
) {
  const { app, locale } = ctx.state;
  const now = app.commands.now();
  const title = titleOf(view, locale);
  const event = { ...publicEvent(view, now), title: title.value, titleLanguage: title.language };
  const thanks = thanksOf(view, locale);
  const { google, outlook, office365, yahoo } = calendarLinks({
    title: event.title,
    description: summary(event.description),
    url: `${app.baseUrl}/r/${token}`,
    timeZone: event.timeZone,
    ...event.date,
  });
  const { phone, company, position, website, specialRequirements } = registration;
  const placed = registration.status === "confirmed";
  return {
    kind: "found" as const,
    brand: { ...event.studio, studioId: view.studioId as StudioId, colour: view.page.accentColour },
    support: placed ? supportOf(app.directory.settings(view.studioId as StudioId), locale) : null,
    registration: {
      token,
      status: registration.status as RegistrationStatus,
      reference: registration.reference,
      firstName: registration.firstName,
      lastName: registration.lastName,
      email: registration.email,
      meant: registration.email === null ? null : likelyMeant(registration.email),
      position: registration.waitlistRank,
      offerExpiresAt: registration.offerExpiresAt,
      declinedReason: registration.declinedReason,
      handedOver: registration.transferredTo !== null,
      handedTo: handedTo ? { email: handedTo.email, expiresAt: handedTo.expiresAt } : null,
      calendars: { google, outlook, office365, yahoo },
      details: filled({ phone, company, position, website, specialRequirements }),
    },
    asked: ownFields(formOf(view, locale)),
    thanks: placed ? thanks.value : "",
    thanksLanguage: thanks.language,
    place: placed ? placeOf(view, event.date, now) : null,
    materials: placed ? materialsFor(view, "registered").map((one) => materialLink(one, `/r/${token}`)) : [],
    suggested: ["waitlisted", "declined", "expired"].includes(registration.status) || event.state === "cancelled"
      ? await suggestions(ctx, view, now)
      : [],
    automations: { confirmation: view.automations.confirmation, reminders: view.automations.reminders },
    waitlistMode: view.waitlistMode.mode,
    refused,
    sent: ctx.url.searchParams.get("done"),
    event,
    ownZone: ownZoneOf(ctx.req.headers) ?? registration.timeZone,
    now,
  };
}

/** Where the date takes place, for those who have a place in it; null where there is no address to be told. */
function placeOf({ platform }: EventView, { startsAt, durationMinutes }: PublicDate, now: string): Place | null {
  if (platform.kind === "room") return null;
  const start = Date.parse(startsAt);
  if (start + durationMinutes * 60_000 <= Date.parse(now)) return null;
  const opensAt = new Date(start - EARLY_MS).toISOString();
  return { url: platform.url, password: platform.password, opensAt, open: now >= opensAt };
}

/** Other dates of the same and similar events that have places. */
async function suggestions({ state: { app } }: Context<State>, view: EventView, now: string) {
  const found = await relatedEvents(app.db, { ...view, eventId: view.id, now, limit: 8 });
  return found.map((card) => publicCard(card, view.studio, now)).filter(({ state }) => state === "open").slice(0, 4);
}

/** What the page of somebody who may take over a place shows. */
export function invitationData(
  ctx: Context<State>,
  { token, transfer, view }: OwnInvitation,
  refused: Refused | null = null,
) {
  const { app, locale } = ctx.state;
  const now = app.commands.now();
  const event = publicEvent(view, now);
  const { firstName, lastName, email, expiresAt } = transfer;
  return {
    kind: "invited" as const,
    brand: { ...event.studio, studioId: view.studioId as StudioId, colour: view.page.accentColour },
    legal: legalOf(app.directory.settings(view.studioId as StudioId), locale),
    invitation: { token, firstName, lastName, email, expiresAt },
    asked: formOf(view, locale),
    refused,
    event,
    ownZone: ownZoneOf(ctx.req.headers),
    now,
  };
}

const filled = (values: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));

/** The fields that stand with the registration itself; answers to questions are not changed afterwards. */
function ownFields({ standard }: AskedForm): AskedForm {
  const own = ["phone", "company", "position", "website", "specialRequirements"];
  return { standard: standard.filter(({ name }) => own.includes(name)), questions: [] };
}
