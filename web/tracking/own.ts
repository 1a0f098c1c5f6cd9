import type { Context } from "fresh";
import type { Position } from "../../event_store/port.ts";
import { consentsOf, conversionSeat, type PersonConsents } from "../../projections/queries.ts";
import type { Application } from "../application.ts";
import type { OwnRegistration } from "../pages/own_registration.ts";
import type { State } from "../state.ts";
import { type MarketingSlot, marketingSlot, type Moment } from "./slot.ts";

/** Milliseconds after a registration within which the browser's pixel tells of it. */
const JUST_NOW = 15 * 60_000;

/** What a person's own page shows of their consents, and the moments that brought them here. */
export async function ownMarketing(
  ctx: Context<State>,
  { registration, view }: OwnRegistration,
): Promise<{ consents: PersonConsents; marketing: MarketingSlot }> {
  const { app } = ctx.state;
  const { studioId, personId, id } = registration;
  const [consents, seat] = await Promise.all([
    consentsOf(app.db, { studioId, personId }),
    conversionSeat(app.db, id),
  ]);
  const since = new Date(Date.parse(app.commands.now()) - JUST_NOW).toISOString();
  const moments = seat && seat.requested_at >= since ? momentsOf(seat) : [];
  const studio = { id: studioId, name: view.studio.name, address: view.studio.address };
  return { consents, marketing: await marketingSlot(ctx, studio, { eventId: view.id, moments, view: false }) };
}

/** What happened with a form in a frame, for the page around it. */
export async function momentsInFrame(app: Application, registrationId: string, at: Position): Promise<Moment[]> {
  await app.caughtUp(at, 2_000, ["conversions"]);
  const seat = await conversionSeat(app.db, registrationId);
  return seat ? momentsOf(seat) : [];
}

function momentsOf({ requested_id, confirmed_id }: { requested_id: string; confirmed_id: string | null }): Moment[] {
  return [
    { trigger: "registered", sourceId: requested_id },
    ...(confirmed_id ? [{ trigger: "confirmed", sourceId: confirmed_id } as const] : []),
  ];
}
