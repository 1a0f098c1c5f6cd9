import { plainText } from "../../components/rich_text.ts";
import type { PublicEvent } from "../../components/public/event.ts";
import { writeMoney } from "../../domain/money.ts";

/** What search engines read about an event (schema.org/Event), as text that is safe inside a script element. */
export function structuredData(event: PublicEvent, url: string, studioUrl: string): string {
  const { startsAt, durationMinutes } = event.date;
  const data = {
    "@context": "https://schema.org",
    "@type": "Event",
    name: event.title,
    url,
    description: summary(event.description),
    startDate: startsAt,
    endDate: new Date(Date.parse(startsAt) + durationMinutes * 60_000).toISOString(),
    eventStatus: `https://schema.org/${statusOf(event)}`,
    ...(event.movedFrom ? { previousStartDate: event.movedFrom } : {}),
    eventAttendanceMode: "https://schema.org/OnlineEventAttendanceMode",
    location: { "@type": "VirtualLocation", url },
    organizer: { "@type": "Organization", name: event.studio.name, url: studioUrl },
    inLanguage: event.language,
    offers: {
      "@type": "Offer",
      url,
      price: event.price ? writeMoney(event.price) : "0",
      priceCurrency: event.price?.currency ?? "EUR",
      availability: `https://schema.org/${event.state === "open" ? "InStock" : "SoldOut"}`,
    },
  };
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

function statusOf({ state, movedFrom }: PublicEvent): string {
  if (state === "cancelled") return "EventCancelled";
  return movedFrom ? "EventRescheduled" : "EventScheduled";
}

/** What search engines read about a list (schema.org/ItemList): where each of its events is, in order. */
export function itemList(events: readonly PublicEvent[], addressOf: (event: PublicEvent) => string): string {
  const data = {
    "@context": "https://schema.org",
    "@type": "ItemList",
    itemListElement: events.map((event, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name: event.title,
      url: addressOf(event),
    })),
  };
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** The beginning of a text in one line, at most 160 characters, cut between words. */
export function summary(text: string): string {
  const line = plainText(text).replace(/\s+/g, " ").trim();
  return line.length <= 160 ? line : `${line.slice(0, 159).replace(/\s+\S*$/, "")}…`;
}
