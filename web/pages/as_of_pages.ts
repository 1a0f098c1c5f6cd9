import { type Context, HttpError } from "fresh";
import type { Kysely } from "kysely";
import { eventById, type EventView, listLog, type ReadModels } from "../../projections/queries.ts";
import type { Application } from "../application.ts";
import type { State } from "../state.ts";
import { asOf } from "./as_of.ts";
import { momentAsked } from "./moment.ts";
import { workplaceOf } from "./trainer.ts";

/** The moment that the page stands for. */
export interface AsOf {
  eventId: string;
  /** ISO 8601 UTC. */
  at: string;
  /** When the first fact of the event was recorded, and the newest one: the span to choose from. */
  first: string;
  last: string;
}

/**
 * Answers one page of an event as of `?at=` (UTC, to the minute or finer; now when left out): `show` gets a context in which the
 * read models, the clock and the rights are those of then, and nothing can be changed.
 * @throws {HttpError} 404 for an event that this studio does not have, or did not have then
 */
export async function pageAsOf<T>(
  ctx: Context<State>,
  personal: boolean,
  show: (ctx: Context<State>, view: EventView, db: Kysely<ReadModels>) => Promise<T>,
): Promise<{ moment: AsOf; shown: T }> {
  const { app } = ctx.state;
  const studio = workplaceOf(ctx.state);
  const eventId = ctx.params.id ?? "";
  if (!/^[0-9a-f-]{36}$/.test(eventId)) throw new HttpError(404);
  const stream = `event-${eventId}`;
  const [newest] = await listLog(app.db, { studioId: studio.id, stream, limit: 1 });
  if (!newest) throw new HttpError(404);
  const [first] = await Array.fromAsync(app.store.read(stream, { limit: 1 }));
  const at = momentAsked(ctx.url, app.commands.now());
  return await asOf(app, { studioId: studio.id, eventId, at, personal }, async (db) => {
    const view = await eventById(db, { eventId, studioId: studio.id, now: at });
    if (!view) throw new HttpError(404);
    const then = { ...app, db, commands: { ...app.commands, now: () => at } } as Application;
    const state: State = { ...ctx.state, app: then, studio: { ...studio, role: "auditor" } };
    const frozen = { state, url: ctx.url, req: ctx.req, params: ctx.params } as unknown as Context<State>;
    const moment = { eventId, at, first: first!.recordedAt, last: newest.recordedAt };
    return { moment, shown: await show(frozen, view, db) };
  });
}
