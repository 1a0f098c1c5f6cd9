import { type AnyFact, catalogue } from "../../domain/catalogue.ts";
import type { EventType } from "../../domain/event_type.ts";
import type { TaleRow } from "./tables.ts";

/** What the other side gets: type, moment and what happened. */
export interface Payload {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** What stands beside the fact: of which event, and of whom; `person` null where they are erased. */
export interface Beside {
  event: (Pick<TaleRow, "event_id" | "title" | "time_zone" | "dates"> & { url: string }) | null;
  /** Undefined: nobody's name is told. */
  person: AnyFact | null | undefined;
}

/** The fact as it stands, without what is personal in it, and what one would have to ask for next. */
export function payloadOf(type: string, fact: AnyFact, { event, person }: Beside): Payload {
  const known = (catalogue as readonly EventType[]).find((one) => one.type === fact.type)!;
  const plain = Object.entries(fact.data).filter(([name]) => !Object.hasOwn(known.personal, name));
  return {
    type,
    timestamp: fact.meta.occurredAt,
    data: {
      ...Object.fromEntries(plain),
      ...(event ? { event: eventOf(event) } : {}),
      ...(person === undefined ? {} : { person: person && personOf(person) }),
    },
  };
}

function eventOf({ event_id, title, url, time_zone, dates }: NonNullable<Beside["event"]>) {
  return {
    id: event_id,
    title,
    url,
    timeZone: time_zone,
    dates: dates.map(({ dateId, startsAt, durationMinutes }) => ({ id: dateId, startsAt, durationMinutes })),
  };
}

const details = ["email", "firstName", "lastName", "phone", "company", "position"] as const;

/** Null once they are erased. */
function personOf({ data }: AnyFact): Record<string, string> | null {
  const told = data as Partial<Record<typeof details[number], string | null>> & { personId?: string };
  if (told.email === null || told.email === undefined) return null;
  const known = details.flatMap((name) => told[name] ? [[name, told[name]]] : []);
  return Object.fromEntries([["id", told.personId ?? ""], ...known]);
}
