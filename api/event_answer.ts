import type { Audience } from "../domain/virtual_event/design.ts";
import { formOf } from "../domain/virtual_event/plan_design.ts";
import { type Existing, waitlistModeOf } from "../domain/virtual_event/state.ts";
import { dateAt, lifecycleAt } from "../projections/queries.ts";
import { eventAddress, type Known } from "../web/site.ts";
import { writeMoney } from "../domain/money.ts";
import type { EventAnswer } from "./schemas.ts";

/** An event as single answers show it, from its own state: what was just decided is in it. `now` is ISO 8601 UTC. */
export function eventAnswer(
  event: Existing,
  { app, studioAddress, trusted }: { app: Known; studioAddress: string; trusted: boolean },
  now: string,
): EventAnswer {
  const { details, dates, seats } = event;
  const shown = dateAt(dates, now);
  return {
    id: event.eventId,
    title: details.title,
    description: details.description,
    type: details.type,
    status: event.publishAt === null ? lifecycleAt(event.lifecycle, dates, now) : "scheduled",
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
    publicUrl: eventAddress(app, studioAddress, { slug: details.slug, lifecycle: event.lifecycle }),
    capacity: event.capacity,
    waitlist: event.waitlist,
    registrationOpensAt: event.opensAt,
    registrationClosesAt: event.closesAt,
    companyRequired: details.companyRequired,
    automations: {
      confirmation: event.automations.confirmation,
      reminders: [...event.automations.reminders],
      ...(event.automations.sequence ? { sequence: event.automations.sequence } : {}),
      ...(event.automations.followUps ? { followUps: [...event.automations.followUps] } : {}),
    },
    registrations_count: seats.taken,
    waitlist_count: seats.line.size,
    pending_count: seats.pending,
    offered_count: seats.offered,
    format: details.format ?? null,
    category: details.category ?? null,
    tags: details.tags ?? [],
    difficulty: details.difficulty ?? null,
    languages: details.languages ?? [details.language],
    sensitive: details.sensitive ?? false,
    audience: audienceOf(event.audience),
    platform: trusted ? event.platform : { kind: event.platform.kind },
    materials: [...event.materials],
    page: event.page,
    translations: event.translations,
    form: formOf(event),
    earlyBird: event.earlyBird && { price: writeMoney(event.earlyBird.price), until: event.earlyBird.until },
    companyBilling: event.companyBilling,
    approval: event.approval,
    waitlistMode: waitlistModeOf(event),
    publishAt: event.publishAt,
    version: event.version,
  };
}

/** The code itself is nobody's to see again. */
function audienceOf(audience: Audience): EventAnswer["audience"] {
  if (audience.who !== "chosen") return { who: audience.who };
  const { who, personIds, tags, codeHash } = audience;
  return { who, personIds, tags, hasCode: codeHash !== null };
}
