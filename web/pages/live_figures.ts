import { reachOf } from "../../commands/authorise.ts";
import { number, unknown } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { EventId } from "../../domain/ids.ts";
import { eventCard } from "../../projections/queries.ts";
import type { State } from "../state.ts";

/** At most so many events on one live page. */
const MOST = 60;

/** The ids in `?events=`, each once. */
export function askedEvents(url: URL): EventId[] {
  const ids = (url.searchParams.get("events") ?? "").split(",").filter((id) => /^[0-9a-f-]{36}$/.test(id));
  return [...new Set(ids)].slice(0, MOST) as EventId[];
}

/**
 * What a page with these events shows in its figures, by the names that its elements have; null once the reader may no
 * longer see them. Another studio's events, and others' for whom only sees their own, are left out.
 */
export async function liveFigures(
  { app, session, studio, operator, locale }: State,
  ids: readonly EventId[],
): Promise<Record<string, string> | null> {
  const membership = session && studio && app.directory.membership(session.userId, studio.id);
  if (!membership) return null;
  const reach = reachOf({ userId: session.userId, role: membership.role, operator }, "event.read");
  if (!reach) return null;
  const now = app.commands.now();
  const cards = await Promise.all(ids.map((eventId) => eventCard(app.db, { studioId: membership.id, eventId, now })));
  const figures: Record<string, string> = {};
  for (const card of cards) {
    if (!card || (reach === "own" && card.trainerId !== session.userId)) continue;
    const { id, capacity, counts: { confirmed, waitlisted, cancelled } } = card;
    figures[`${id}.confirmed`] = number(confirmed, locale);
    figures[`${id}.waitlisted`] = number(waitlisted, locale);
    figures[`${id}.cancelled`] = number(cancelled, locale);
    figures[`${id}.free`] = capacity === null ? unknown : number(Math.max(0, capacity - confirmed), locale);
    if (capacity === null) continue;
    figures[`${id}.taken`] = String(confirmed); // of a <progress>
    figures[`${id}.taken_text`] = translator(locale)("events.registered_of", {
      count: number(confirmed, locale),
      capacity: number(capacity, locale),
    });
  }
  return figures;
}
