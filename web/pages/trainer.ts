import { type Context, HttpError } from "fresh";
import { may, type Permission, reachOf } from "../../commands/authorise.ts";
import type { EventView as CardView } from "../../components/dashboard/event.ts";
import { Rejected } from "../../domain/decider.ts";
import type { Language, StudioId, UserId } from "../../domain/ids.ts";
import { eventById, type EventCard, type EventView, measuresOf } from "../../projections/queries.ts";
import { eventAddress, type Known } from "../site.ts";
import type { Membership, State } from "../state.ts";
import { dateOf } from "./public_event.ts";

type Ctx = Context<State>;

/** The studio somebody works in. @throws {Rejected} `forbidden` for somebody who works in none */
export function workplaceOf({ studio }: State): Membership {
  if (!studio) throw new Rejected("forbidden");
  return studio;
}

const askerOf = ({ session, studio, operator }: State) => ({
  userId: session?.userId,
  role: studio?.role,
  switches: studio?.switches,
  operator,
});

/** Whether the reader may do this to an event of that trainer. */
export function allows(state: State, permission: Permission, trainerId: string): boolean {
  return may(askerOf(state), permission, trainerId as UserId);
}

/** Whether the reader may do this at all. */
export function allowsAny(state: State, permission: Permission): boolean {
  return reaches(state, permission) !== null;
}

/** How far the reader may do this: in the whole studio, to what is their own, or not at all. */
export function reaches(state: State, permission: Permission): "all" | "own" | null {
  return reachOf(askerOf(state), permission);
}

/** Whose events the reader sees: one studio's, and of these perhaps only the reader's own. */
export function scopeOf(state: State): { studioId: StudioId; trainerId?: UserId } {
  const studioId = workplaceOf(state).id;
  const own = reachOf(askerOf(state), "event.read") === "own";
  return own ? { studioId, trainerId: state.session?.userId } : { studioId };
}

/**
 * The event of a page's address.
 * @throws {HttpError} 404: none of this studio
 * @throws {Rejected} `forbidden`: another trainer's, which the reader may not see
 */
export async function eventOf(ctx: Ctx, permission: Permission): Promise<EventView> {
  const { app } = ctx.state;
  const eventId = ctx.params.id ?? "";
  if (!/^[0-9a-f-]{36}$/i.test(eventId)) throw new HttpError(404);
  const view = await eventById(app.db, { eventId, studioId: workplaceOf(ctx.state).id, now: app.commands.now() });
  if (!view) throw new HttpError(404);
  if (!allows(ctx.state, permission, view.trainerId)) throw new Rejected("forbidden");
  return view;
}

/** An event as the trainers' pages show it, from a card or from its details. */
export function shown(event: EventCard | EventView, address: string, app: Known, now: string): CardView {
  const { id, title, type, lifecycle, timeZone, capacity, counts } = event;
  const { startsAt, durationMinutes } = dateOf(event.dates, now);
  const { confirmed, waitlisted } = counts;
  return {
    id,
    title,
    type,
    language: event.language as Language,
    lifecycle,
    timeZone,
    startsAt,
    durationMinutes,
    capacity,
    confirmed,
    waitlisted,
    cancelled: "cancelled" in counts ? counts.cancelled : 0,
    cover: "cover" in event ? event.cover : event.page.cover,
    publicUrl: eventAddress(app, address, event),
  };
}

/** Events as lists show them, with what is measured of each. */
export async function shownWithMeasures(
  cards: readonly EventCard[],
  { state: { app } }: Pick<Ctx, "state">,
  address: string,
  now: string,
): Promise<CardView[]> {
  const measures = await measuresOf(app.db, cards.map(({ id }) => id));
  return cards.map((card) => {
    const { confirmed, waitlisted, offered, pending } = card.counts;
    const { visitors = null, attended = null } = measures.get(card.id) ?? {};
    const measured = { completed: confirmed + waitlisted + offered + pending, visitors, attended };
    return { ...shown(card, address, app, now), measured };
  });
}

/** Registrations so far at the end of each day, from the counts per day; at most as many as fit a picture. */
export function growthOf(days: readonly { day: string; count: number }[], now: string): number[] {
  const first = days[0]?.day;
  if (!first) return [];
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  const growth = [0];
  const today = Temporal.PlainDate.from(now.slice(0, 10));
  for (
    let day = Temporal.PlainDate.from(first);
    Temporal.PlainDate.compare(day, today) <= 0;
    day = day.add({ days: 1 })
  ) {
    growth.push(growth.at(-1)! + (counts.get(String(day)) ?? 0));
  }
  return growth.slice(-90);
}
