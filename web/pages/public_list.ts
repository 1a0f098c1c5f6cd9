import type { CardEvent } from "../../components/public/event.ts";
import { Difficulty, Format } from "../../domain/virtual_event/design.ts";
import { EventKind } from "../../domain/virtual_event/events.ts";
import type { StudioId } from "../../domain/ids.ts";
import { languageOf } from "../../i18n/locale.ts";
import {
  choices,
  countFound,
  findEvents,
  type PublicFilter,
  respelled,
  timeframes,
  vocabulary,
} from "../../projections/queries.ts";
import type { Application } from "../application.ts";
import { publicCard } from "./public_event.ts";

/** The filters by their names in the address. */
export const filterNames = [
  "q",
  "when",
  "type",
  "category",
  "level",
  "format",
  "price",
  "held_in",
  "speaker",
] as const;
export type FilterName = typeof filterNames[number];

const of = (asked: URLSearchParams, name: FilterName) => (asked.get(name) ?? "").trim().slice(0, 100);

/** What an address asks for; a value that nobody offers asks for nothing. */
export function filterOf(asked: URLSearchParams): PublicFilter {
  const price = of(asked, "price");
  return {
    search: of(asked, "q"),
    timeframe: timeframes.find((one) => one === of(asked, "when")),
    type: EventKind.safeParse(of(asked, "type")).data,
    category: of(asked, "category") || undefined,
    difficulty: Difficulty.safeParse(of(asked, "level")).data,
    format: Format.safeParse(of(asked, "format")).data,
    price: price === "free" || price === "paid" ? price : undefined,
    language: languageOf(of(asked, "held_in")) ?? undefined,
    speaker: of(asked, "speaker") || undefined,
  };
}

/** The filters of an address that ask for something, as they are written there. */
export function activeFilters(filter: PublicFilter): Partial<Record<FilterName, string>> {
  const { search, timeframe, type, category, difficulty, format, price, language, speaker } = filter;
  const written = {
    q: search,
    when: timeframe === "upcoming" ? undefined : timeframe,
    type,
    category,
    level: difficulty,
    format,
    price,
    held_in: language,
    speaker,
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value));
}

export interface FoundEvents {
  events: CardEvent[];
  total: number;
  /** The spelling that found them, where what was typed finds nothing. */
  meant: string | null;
  /** Where nothing is found: filters without which something would be, and how much; the least change first. */
  near: { name: FilterName; count: number }[];
}

interface NamedStudio {
  id: string;
  name: string;
  address: string;
}

/** The events that an address asks for, one page of them, and ways out where there are none. */
export async function publicList(
  app: Pick<Application, "db">,
  { filter, studio, studios, page, limit, now }: {
    filter: PublicFilter;
    /** Null: all studios. */
    studio: NamedStudio | null;
    studios: readonly NamedStudio[];
    page: number;
    limit: number;
    now: string;
  },
): Promise<FoundEvents> {
  const query = { ...filter, studioId: studio?.id as StudioId | undefined, page, limit, now };
  let meant: string | null = null;
  let found = await findEvents(app.db, query);
  if (found.total === 0 && filter.search) {
    meant = respelled(filter.search, await words(app, query.studioId, now));
    if (meant !== null) found = await findEvents(app.db, { ...query, search: meant });
    if (found.total === 0) meant = null;
  }
  const whose = new Map(studios.map((one) => [one.id, one]));
  return {
    events: found.rows.map((card) => publicCard(card, whose.get(card.studioId)!, now)),
    total: found.total,
    meant,
    near: found.total === 0 ? await waysOut(app, filter, query) : [],
  };
}

async function waysOut(
  app: Pick<Application, "db">,
  filter: PublicFilter,
  query: Parameters<typeof countFound>[1],
): Promise<FoundEvents["near"]> {
  const fields: Record<FilterName, keyof PublicFilter> = {
    q: "search",
    when: "timeframe",
    type: "type",
    category: "category",
    level: "difficulty",
    format: "format",
    price: "price",
    held_in: "language",
    speaker: "speaker",
  };
  const names = Object.keys(activeFilters(filter)) as FilterName[];
  if (names.length < 2) return [];
  const counts = await Promise.all(
    names.map(async (name) => ({ name, count: await countFound(app.db, { ...query, [fields[name]]: undefined }) })),
  );
  return counts.filter(({ count }) => count > 0).sort((a, b) => a.count - b.count);
}

/**
 * An answer that is asked for anew every `everyMs`, beside those who get the old one meanwhile; after five times as long
 * nobody gets the old one.
 */
function refreshed<T>(
  everyMs: number,
  ask: (db: Application["db"], studioId: StudioId | undefined, now: string) => Promise<T>,
) {
  type Answers = Map<StudioId | undefined, { since: number; answer: Promise<T> }>;
  const kept = new WeakMap<Application["db"], Answers>();
  return ({ db }: Pick<Application, "db">, studioId: StudioId | undefined, now: string): Promise<T> => {
    const known: Answers = kept.get(db) ?? new Map();
    kept.set(db, known);
    const found = known.get(studioId);
    const since = Date.parse(now);
    const age = found ? since - found.since : Infinity;
    if (found && age < everyMs) return found.answer;
    const answer = ask(db, studioId, now);
    const entry = { since, answer: found && age < 5 * everyMs ? found.answer : answer };
    known.set(studioId, entry);
    answer.then(() => entry.answer = answer, () => known.delete(studioId));
    return entry.answer;
  };
}

/** What the filters offer, of one studio or of all: a new category may be chosen a moment later. */
export const filterChoices = refreshed(10_000, (db, studioId, now) => choices(db, { studioId, now }));

/** What a search can mean: a new word is put right a moment later. */
const words = refreshed(60_000, (db, studioId) => vocabulary(db, studioId));
