import type { Context } from "fresh";
import { calendarLinks } from "../../calendar/links.ts";
import type { AskedForm } from "../../components/public/design.ts";
import type { RegistrationStatus } from "../../components/public/Ticket.tsx";
import type { State } from "../state.ts";
import type { OwnInvitation, OwnRegistration } from "./own_registration.ts";
import { formOf } from "./page_design.ts";
import { publicEvent } from "./public_event.ts";
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

/** What the page of a registrant shows. */
export function ticketData(
  ctx: Context<State>,
  { token, registration, view, handedTo }: OwnRegistration,
  refused: Refused | null = null,
) {
  const { app, locale } = ctx.state;
  const now = app.commands.now();
  const event = publicEvent(view, now);
  const { google, outlook, office365, yahoo } = calendarLinks({
    title: event.title,
    description: summary(event.description),
    url: `${app.baseUrl}/r/${token}`,
    timeZone: event.timeZone,
    ...event.date,
  });
  const { phone, company, position, website, specialRequirements } = registration;
  return {
    kind: "found" as const,
    brand: { name: event.studio.name, href: event.studio.href },
    registration: {
      token,
      status: registration.status as RegistrationStatus,
      reference: registration.reference,
      firstName: registration.firstName,
      lastName: registration.lastName,
      email: registration.email,
      position: registration.waitlistRank,
      offerExpiresAt: registration.offerExpiresAt,
      declinedReason: registration.declinedReason,
      handedOver: registration.transferredTo !== null,
      handedTo: handedTo ? { email: handedTo.email, expiresAt: handedTo.expiresAt } : null,
      calendars: { google, outlook, office365, yahoo },
      details: filled({ phone, company, position, website, specialRequirements }),
    },
    asked: ownFields(formOf(view, locale)),
    thanks: registration.status === "confirmed" ? view.page.thankYouText : "",
    thanksLanguage: event.language,
    automations: { confirmation: view.automations.confirmation, reminders: view.automations.reminders },
    waitlistMode: view.waitlistMode.mode,
    refused,
    sent: ctx.url.searchParams.get("done"),
    event,
    ownZone: ownZoneOf(ctx.req.headers) ?? registration.timeZone,
    now,
  };
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
    brand: { name: event.studio.name, href: event.studio.href },
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
