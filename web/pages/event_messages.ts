import type { Context } from "fresh";
import { z } from "zod";
import { messageCommands, sayAboutMessage } from "../../commands/messages.ts";
import type { MessageRow } from "../../components/dashboard/messages/EventMessages.tsx";
import type { EventId, Language } from "../../domain/ids.ts";
import { day } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import type { EventView } from "../../projections/queries.ts";
import type { TimelineMessage } from "../../reactors/timeline.ts";
import { readForm } from "../body.ts";
import { callerOf } from "../caller.ts";
import type { State } from "../state.ts";
import { messageName, skipReason } from "./message_names.ts";
import { textCosts } from "./text_costs.ts";
import { allows, eventOf, shown, workplaceOf } from "./trainer.ts";

export type { TimelineMessage };

type Ctx = Context<State>;

/** What goes out for an event, as its page shows it. */
export async function eventMessages(ctx: Ctx, view: EventView, refused: string | null = null) {
  const { app, locale } = ctx.state;
  const now = app.commands.now();
  const { messages, atOnce } = await app.timelines.of(view.id);
  const costs = await textCosts(ctx.state, view);
  const rows = messages.map((message) => rowOf(message, view, locale, now, costs));
  const isPast = (row: MessageRow) => row.elapsed && row.held !== "paused";
  return {
    event: shown(view, workplaceOf(ctx.state).address, app, now),
    coming: rows.filter((row) => !isPast(row)),
    past: rows.filter(isPast).reverse(),
    atOnce: atOnce.map(({ kind, states, skips }) => ({
      kind,
      title: messageName(kind, locale),
      told: toldOf({ states, skips }, locale),
    })),
    mayChange: allows(ctx.state, "event.change", view.trainerId),
    seesPeople: allows(ctx.state, "registration.read", view.trainerId),
    requestId: crypto.randomUUID(),
    refused,
    now,
  };
}

const Sent = z.object({
  do: z.enum(Object.keys(messageCommands) as [keyof typeof messageCommands]),
  message: z.string().max(120),
  requestId: z.uuid().optional(),
});

/** Pauses, lets go on, leaves out or sends what was chosen, and waits until that shows. */
export async function changeMessage(ctx: Ctx): Promise<void> {
  const { app } = ctx.state;
  const view = await eventOf(ctx, "event.change");
  const { do: action, message, requestId } = Sent.parse(await readForm(ctx.req));
  const caller = { ...callerOf(ctx.state), ...(requestId ? { commandId: requestId } : {}) };
  const { position } = await sayAboutMessage(app.commands, caller, { eventId: view.id as EventId, action, message });
  await app.caughtUp(position, 2_000, ["reactor_reminders", "reactor_follow_ups", "reactor_organizers"]);
}

function rowOf(
  message: TimelineMessage,
  view: EventView,
  locale: Language,
  now: string,
  costs: Awaited<ReturnType<typeof textCosts>>,
): MessageRow {
  const t = translator(locale);
  const date = view.dates.length > 1 ? view.dates.find(({ dateId }) => dateId === message.dateId) : undefined;
  const title = [
    message.kind === "reminder" && message.offset
      ? t("timeline.reminder", { before: offsetText(message.offset, locale) })
      : messageName(message.kind, locale),
    ...(date ? [day(date.startsAt, view.timeZone, locale, new Date(now))] : []),
  ].join(" · ");
  const startsAt = view.dates.find(({ dateId }) => dateId === message.dateId)?.startsAt;
  const texts = message.elapsed || !message.offset || !startsAt ? "" : costs(message.offset, startsAt);
  const told = [texts, toldOf(message, locale)].filter((part) => part !== "").join(" · ");
  return { ...message, title, told, can: actionsOf(message, view, now) };
}

/** What can be said about a message: nothing once its date has begun, nothing about the manager's own notices. */
function actionsOf({ kind, dateId, held, elapsed }: TimelineMessage, view: EventView, now: string): MessageRow["can"] {
  const started = view.dates.some((date) => date.dateId === dateId && date.startsAt <= now);
  const over = view.lifecycle === "completed";
  if (started || view.lifecycle === "cancelled" || kind === "date_notice" || kind === "event_report") return [];
  const sendable = kind.startsWith("follow_up") ? over : true;
  if (held === "paused") return [...sendable ? ["send_now" as const] : [], "resume", "skip"];
  if (held === "skipped") return elapsed ? [] : ["resume"];
  if (elapsed) return [];
  return held === "sent" ? ["skip"] : [...sendable ? ["send_now" as const] : [], "pause", "skip"];
}

/** How many stand how, and why some were not made. */
function toldOf({ states, skips }: Pick<TimelineMessage, "states" | "skips">, locale: Language): string {
  const t = translator(locale);
  const made = (["succeeded", "open", "attempting", "abandoned"] as const)
    .filter((state) => states[state])
    .map((state) => t(`timeline.state.${state}`, { count: states[state]! }));
  const left = Object.entries(skips).map(([reason, count]) =>
    t("timeline.left_out", { count, reason: skipReason(reason, locale) })
  );
  return [...made, ...left].join(" · ");
}

/** `7 days`, `2 hours`: the largest unit that says it without a rest. */
export function offsetText(offset: string, locale: Language): string {
  const t = translator(locale);
  const minutes = Temporal.Duration.from(offset).total("minutes");
  if (minutes % 1_440 === 0 && minutes > 1_440) return t("timeline.days", { count: minutes / 1_440 });
  if (minutes % 60 === 0) return t("timeline.hours", { count: minutes / 60 });
  return t("timeline.minutes", { count: minutes });
}
