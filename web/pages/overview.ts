import type { Context } from "fresh";
import type { OverviewProps } from "../../components/dashboard/Overview.tsx";
import {
  countRegistrations,
  type EventView,
  listRegistrations,
  registrationsPerDay,
} from "../../projections/queries.ts";
import type { State } from "../state.ts";
import { allows, growthOf, shown, workplaceOf } from "./trainer.ts";

/** What the overview of an event shows, but for the reader's language and moment. */
export async function overviewOf(
  ctx: Context<State>,
  view: EventView,
  more: Pick<OverviewProps, "errors" | "problem" | "done" | "formerCapacity"> = { errors: {} },
) {
  const { app } = ctx.state;
  const now = app.commands.now();
  const seesPeople = allows(ctx.state, "registration.read", view.trainerId);
  const [counts, days, latest] = await Promise.all([
    countRegistrations(app.db, view.id),
    registrationsPerDay(app.db, view.id),
    listRegistrations(app.db, { eventId: view.id, limit: 1 }),
  ]);
  return {
    ...more,
    event: { ...shown(view, workplaceOf(ctx.state).address, app, now), cancelled: counts.cancelled },
    dates: view.dates,
    reminderAt: nextReminder(view, now),
    cancelReason: view.cancelReason,
    lastRegistrationAt: latest.rows[0]?.registeredAt ?? null,
    growth: growthOf(days, now),
    may: {
      change: allows(ctx.state, "event.change", view.trainerId),
      publish: allows(ctx.state, "event.publish", view.trainerId),
      cancel: allows(ctx.state, "event.cancel", view.trainerId),
      duplicate: allows(ctx.state, "event.create", view.trainerId),
      remove: allows(ctx.state, "event.delete", view.trainerId),
    },
    seesPeople,
    requestId: crypto.randomUUID(),
    now,
  };
}

/** The first reminder of any date that is still to come; null when there is none. */
function nextReminder(view: EventView, now: string): string | null {
  if (view.lifecycle !== "published" && view.lifecycle !== "live") return null;
  const moments = view.dates.flatMap(({ startsAt }) =>
    view.automations.reminders.map((offset) =>
      Temporal.Instant.from(startsAt).toZonedDateTimeISO("UTC").subtract(offset).toInstant()
        .toString({ fractionalSecondDigits: 3 })
    )
  );
  return moments.filter((moment) => moment > now).sort()[0] ?? null;
}
