import type { CardEvent, PublicDate, PublicEvent, PublicState } from "../../components/public/event.ts";
import type { Language } from "../../domain/ids.ts";
import { type EventView, type Lifecycle, lifecycleAt, type PublicCard } from "../../projections/queries.ts";
import { eventPath, studioPath } from "../links.ts";

/** Below this share of the capacity, the places left are named. */
const SCARCE = 0.2;

interface Facts {
  lifecycle: Lifecycle;
  capacity: number | null;
  waitlist: boolean;
  /** Confirmed. */
  taken: number;
  waiting: number;
  opensAt: string | null;
  closesAt: string | null;
}

/** What a visitor can do about an event at this moment: what `domain/virtual_event` would decide. */
export function publicStateOf(event: Facts, now: string): PublicState {
  if (event.lifecycle === "draft" || event.lifecycle === "scheduled") return "preview";
  if (event.lifecycle === "cancelled") return "cancelled";
  if (event.lifecycle === "completed") return "over";
  if (event.opensAt !== null && now < event.opensAt) return "not_yet_open";
  if (event.closesAt !== null && now >= event.closesAt) return "closed";
  // newcomers queue while anyone waits
  const full = event.capacity !== null && (event.taken >= event.capacity || event.waiting > 0);
  if (!full) return "open";
  return event.waitlist ? "full_waitlist" : "full";
}

/** An event as visitors see it, from its details. `description` is the text of search engines and previews, too. */
export function publicEvent(view: EventView, now: string): PublicEvent {
  const state = publicStateOf({
    ...view,
    taken: view.counts.confirmed + view.counts.offered,
    waiting: view.counts.waitlisted,
    opensAt: view.registrationOpensAt,
    closesAt: view.registrationClosesAt,
  }, now);
  // the event's own page always says when few are left
  const shown = view.page.show.places === "always" ? "always" : "scarce";
  return {
    ...shared(view, now),
    description: view.description,
    companyRequired: view.companyRequired,
    opensAt: view.registrationOpensAt,
    href: eventPath(view.studio.address, view.slug),
    studio: { name: view.studio.name, href: studioPath(view.studio.address) },
    placesLeft: placesLeft(state, view.capacity, view.counts.confirmed + view.counts.offered, shown),
    state,
    live: view.lifecycle === "live",
    movedFrom: view.movedFrom,
  };
}

/** An event on a card. */
export function publicCard(card: PublicCard, studio: { name: string; address: string }, now: string): CardEvent {
  const { confirmed, waitlisted } = card.counts;
  const lifecycle = lifecycleAt(card.lifecycle, card.dates, now);
  const state = publicStateOf({ ...card, lifecycle, taken: confirmed + card.counts.offered, waiting: waitlisted }, now);
  return {
    ...shared(card, now),
    description: card.description,
    companyRequired: false,
    opensAt: card.opensAt,
    href: eventPath(studio.address, card.slug),
    studio: { name: studio.name, href: studioPath(studio.address) },
    placesLeft: placesLeft(state, card.capacity, confirmed + card.counts.offered, card.showPlaces),
    state,
    live: lifecycle === "live",
    category: card.category,
    difficulty: card.difficulty as CardEvent["difficulty"],
    format: card.format as CardEvent["format"],
    speakers: card.speakers,
    cover: card.cover,
    showPrice: card.showPrice,
  };
}

function shared(event: PublicCard | EventView, now: string) {
  const { id, title, type, timeZone, dates, price } = event;
  const shown: PublicDate[] = dates.map(({ startsAt, durationMinutes }) => ({ startsAt, durationMinutes }));
  return {
    id,
    title,
    type,
    language: event.language as Language,
    timeZone,
    dates: shown,
    price,
    date: dateOf(shown, now),
  };
}

/** The date that is running or comes next, else the last. */
export function dateOf(dates: readonly PublicDate[], now: string): PublicDate {
  const running = dates.find(({ startsAt, durationMinutes }) =>
    Date.parse(startsAt) + durationMinutes * 60_000 > Date.parse(now)
  );
  return (running ?? dates.at(-1))!;
}

function placesLeft(
  state: PublicState,
  capacity: number | null,
  taken: number,
  show: "always" | "scarce" | "never" = "scarce",
): number | null {
  if (state !== "open" || capacity === null || show === "never") return null;
  const left = capacity - taken;
  return show === "always" || left < capacity * SCARCE ? left : null;
}
