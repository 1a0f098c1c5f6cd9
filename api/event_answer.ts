import type { Existing } from "../domain/virtual_event/state.ts";
import { dateAt, lifecycleAt } from "../projections/queries.ts";
import { eventPath } from "../web/links.ts";
import { writeMoney } from "../web/money.ts";
import type { EventAnswer } from "./schemas.ts";

/** An event as single answers show it, from its own state: what was just decided is in it. `now` is ISO 8601 UTC. */
export function eventAnswer(
  event: Existing,
  { baseUrl, studioAddress }: { baseUrl: string; studioAddress: string },
  now: string,
): EventAnswer {
  const { details, dates, seats } = event;
  const shown = dateAt(dates, now);
  return {
    id: event.eventId,
    title: details.title,
    description: details.description,
    type: details.type,
    status: lifecycleAt(event.lifecycle, dates, now),
    access: details.access,
    price: details.price && writeMoney(details.price),
    currency: details.price?.currency ?? null,
    startTime_utc: shown.startsAt,
    timeZone: event.timeZone,
    duration: shown.durationMinutes,
    dates: dates.map((date) => ({
      id: date.dateId,
      startTime_utc: date.startsAt,
      startTime: date.startsAtLocal,
      duration: date.durationMinutes,
    })),
    trainerId: event.trainerId,
    language: details.language,
    slug: details.slug,
    publicUrl: baseUrl + eventPath(studioAddress, details.slug),
    capacity: event.capacity,
    waitlist: event.waitlist,
    registrationOpensAt: event.opensAt,
    registrationClosesAt: event.closesAt,
    companyRequired: details.companyRequired,
    automations: { confirmation: event.automations.confirmation, reminders: [...event.automations.reminders] },
    registrations_count: seats.taken,
    waitlist_count: seats.line.size,
  };
}
