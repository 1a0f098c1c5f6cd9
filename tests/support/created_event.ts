import type { EventId, StudioId, UserId } from "../../domain/ids.ts";
import type { EventDate, EventDetails, VirtualEventEvent } from "../../domain/virtual_event/events.ts";

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const date = { dateId: id(4), startsAtLocal: "2031-11-24T19:00", startsAt: "2031-11-24T18:00:00.000Z" };
const details: EventDetails = {
  title: "Core",
  description: "Text",
  type: "webinar",
  language: "es",
  slug: "core",
  access: "free",
  price: null,
  companyRequired: false,
};

/** A draft in Spanish with one date in Madrid. */
export const created: Extract<VirtualEventEvent, { type: "EventCreated" }> = {
  type: "EventCreated",
  data: {
    eventId: id(1) as EventId,
    studioId: id(2) as StudioId,
    trainerId: id(3) as UserId,
    ...details,
    timeZone: "Europe/Madrid",
    dates: [{ ...date, durationMinutes: 60 } as EventDate],
    capacity: null,
    waitlist: true,
    registrationOpensAt: null,
    registrationClosesAt: null,
  },
};
