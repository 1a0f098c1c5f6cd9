import type { EventName } from "../../../domain/catalogue.ts";
import type { Language, StudioId } from "../../../domain/ids.ts";
import type { SeatStatus } from "../../../domain/virtual_event/seats.ts";
import type { VirtualEvent } from "../../../domain/virtual_event/state.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { fraction, number, percent, unknown } from "../../../i18n/formats.ts";
import { factsOfNewPeople, factsOfStatus, factsOfVisits } from "../../../projections/figure_facts.ts";
import { eventAnalytics, type EventView, type LogEntry } from "../../../projections/queries.ts";
import type { Paged } from "../../../projections/runtime/paging.ts";
import type { Application } from "../../application.ts";
import { inWords } from "../fact_words.ts";
import { withData } from "../history.ts";
import { factsOfEvent } from "../why/plans.ts";
import { type FigureKey, figureKeys, figureSources, valuesOf } from "./figures.ts";

/** A figure as it is told. */
export interface FigureShown {
  key: FigureKey;
  /** As a number; null where nothing measures it, or there is no limit. */
  amount: number | null;
  value: string;
  /** Of a rate. */
  fraction?: string;
}

export interface CountedFact {
  id: string;
  type: string;
  time: string;
  words: string;
}

export interface ExplainedFigure extends FigureShown {
  /** The figures that it is made of, each with its value. */
  parts: FigureShown[];
  whole: FigureShown | null;
  /** The same, counted once more from the stream by the rules' own fold; null where that does not tell. */
  recounted: { amount: number; value: string; agrees: boolean } | null;
  facts: CountedFact[];
  total: number;
}

/** Facts on one page. */
export const FACTS_LISTED = 25;

type App = Pick<Application, "db" | "store" | "codec" | "commands">;
type Values = Record<FigureKey, number | null>;

/** Every figure of an event, as it is told. */
export async function figuresOfEvent({ db }: Pick<App, "db">, view: EventView, locale: Language) {
  const values = await valuesOfEvent(db, view);
  return figureKeys.map((key) => shown(key, values, view, locale));
}

/** One figure: what it is made of, the facts that were counted, and the same counted once more. */
export async function explainFigure(
  app: App,
  { key, view, studioId, page, locale }: {
    key: FigureKey;
    view: EventView;
    studioId: StudioId;
    page: number;
    locale: Language;
  },
): Promise<ExplainedFigure> {
  const values = await valuesOfEvent(app.db, view);
  const { of } = figureSources[key];
  const part = (one: FigureKey) => shown(one, values, view, locale);
  return {
    ...part(key),
    parts: of ? of.part.map(part) : key === "places" ? [part("registered")] : [],
    whole: of ? part(of.whole) : null,
    recounted: await recount(app, key, values, view, locale),
    ...await countedFacts(app, key, view, studioId, page, locale),
  };
}

async function valuesOfEvent(db: App["db"], view: EventView): Promise<Values> {
  const analytics = (await eventAnalytics(db, view.id))!;
  return valuesOf(analytics, { offered: view.counts.offered, capacity: view.capacity });
}

function shown(key: FigureKey, values: Values, view: EventView, locale: Language): FigureShown {
  const value = values[key];
  const { of } = figureSources[key];
  if (of) {
    const sum = of.part.some((one) => values[one] === null)
      ? null
      : of.part.reduce((all, one) => all + values[one]!, 0);
    const [whole, capped] = [values[of.whole], value === null ? null : Math.min(sum ?? 0, values[of.whole] ?? 0)];
    const rate = percent(capped, whole, locale);
    const told = { key, amount: value, value: rate };
    return rate === unknown ? told : { ...told, fraction: fraction(sum, whole, locale) };
  }
  if (key === "places" && view.capacity === null) return { key, amount: null, value: "∞" };
  return { key, amount: value, value: number(value, locale) };
}

const statusOf = {
  registered: "confirmed",
  waitlisted: "waitlisted",
  pending: "pending",
  offered: "offered",
  cancelled: "cancelled",
} as const satisfies Partial<Record<FigureKey, SeatStatus>>;

/** By which facts a registration comes to stand so. */
const typesOf = {
  registered: ["RegistrationConfirmed"],
  waitlisted: ["RegistrationWaitlisted"],
  pending: ["RegistrationPending"],
  offered: ["WaitlistSeatOffered"],
  cancelled: ["RegistrationCancelled", "RegistrationTransferred"],
} as const satisfies Record<keyof typeof statusOf, readonly EventName[]>;

async function recount(
  { commands }: App,
  key: FigureKey,
  values: Values,
  view: EventView,
  locale: Language,
): Promise<ExplainedFigure["recounted"]> {
  const status: SeatStatus | undefined = (statusOf as Partial<Record<FigureKey, SeatStatus>>)[key];
  if (!status && key !== "places") return null;
  const state: VirtualEvent = await commands.handle.stateOf(virtualEvent, `event-${view.id}`);
  if (state.lifecycle === "none" || key === "places" && state.capacity === null) return null;
  let count = 0;
  for (const seat of state.seats.registrations.values()) if (seat.status === (status ?? "confirmed")) count++;
  if (key === "places") count = Math.max(0, state.capacity! - count);
  return { amount: count, value: number(count, locale), agrees: count === values[key] };
}

type Counted = Pick<ExplainedFigure, "facts" | "total">;

async function countedFacts(
  app: App,
  key: FigureKey,
  view: EventView,
  studioId: StudioId,
  page: number,
  locale: Language,
): Promise<Counted> {
  if (key === "places" || key === "revenue") return await factsOfDesign(app, key, view, locale);
  const { rows, total } = await entriesBehind(app, key, { eventId: view.id, studioId, page, limit: FACTS_LISTED });
  const facts = (await withData(app, rows)).map(({ entry, data }) => ({
    id: entry.eventId,
    type: entry.type,
    time: entry.recordedAt,
    words: inWords({ type: entry.type, data }, locale),
  }));
  return { facts, total };
}

async function entriesBehind(
  { db }: App,
  key: Exclude<FigureKey, "places" | "revenue">,
  of: { eventId: string; studioId: StudioId; page: number; limit: number },
): Promise<Paged<LogEntry>> {
  switch (key) {
    case "attended":
    case "attendance":
      return await factsOfStatus(db, { ...of, status: "confirmed", attended: true, types: ["AttendanceMarked"] });
    case "leads":
      return await factsOfNewPeople(db, of);
    case "visitors":
    case "forms":
    case "conversion":
      return await factsOfVisits(db, of);
    default:
      return await factsOfStatus(db, { ...of, status: statusOf[key], types: typesOf[key] });
  }
}

/** Of the few facts that say what the event is. */
async function factsOfDesign(app: App, key: FigureKey, view: EventView, locale: Language): Promise<Counted> {
  const types: readonly string[] = figureSources[key].facts;
  const facts = (await factsOfEvent(app, view.id, app.commands.now())).filter(({ type }) => types.includes(type));
  const told = facts.toReversed().map(({ id, type, data, recordedAt }) => ({
    id,
    type,
    time: recordedAt,
    words: inWords({ type, data: data as Record<string, unknown> }, locale),
  }));
  return { facts: told, total: told.length };
}
