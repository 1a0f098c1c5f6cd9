import type { Attribution } from "../domain/lead/events.ts";
import { createHash } from "node:crypto";
import { isbot } from "isbot";
import type { EventId, StudioId } from "../domain/ids.ts";
import type { Visit } from "../domain/visits/events.ts";

/** How long after a look somebody counts as looking still. */
const LOOKING_MS = 5 * 60_000;
/** Most looks that wait to be written. */
const MOST_WAITING = 5_000;
/** Most people that one event's figure of those who look tells apart. */
const MOST_LOOKING = 1_000;

/** Whose page was looked at. */
export interface VisitedEvent {
  eventId: EventId;
  studioId: StudioId;
}

/** Looks that are to be written together: of one event and day. */
export interface VisitBatch extends VisitedEvent {
  day: string;
  visits: Visit[];
}

/** Counts who looks at public pages, without cookies; nobody can be found by what is kept. */
export interface Visits {
  /** Counts a look. Robots and pages fetched ahead are left out. */
  seen(event: VisitedEvent, what: Visit["what"], request: Request, clientAddress: string): void;
  /** How many different people have looked at the page in the last five minutes, as this process saw it. */
  looking(eventId: string): number;
  /** Writes what has come together. What cannot be written is tried again the next time. */
  flush(): Promise<void>;
  /** Writes the rest and counts no more. */
  close(): Promise<void>;
}

/**
 * Counts looks and writes them in batches, every `everyMs`. A visitor is a hash of network address, browser and event with
 * `secretOf(day)`: the same in every process, another one on the next day.
 */
export function createVisits({ record, secretOf, now, everyMs = 10_000 }: {
  record(batch: VisitBatch): Promise<void>;
  secretOf(day: string): string;
  /** ISO 8601 UTC. */
  now(): string;
  everyMs?: number;
}): Visits {
  const waiting = new Map<string, VisitBatch>();
  const lookers = new Map<string, Map<string, number>>();
  let count = 0;
  let writing: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let today = { day: "", secret: "" };

  /** Worked out once a day, not once a look. */
  function secretFor(day: string): string {
    if (today.day !== day) today = { day, secret: secretOf(day) };
    return today.secret;
  }

  function keep(batch: VisitBatch): void {
    const key = `${batch.eventId}/${batch.day}`;
    const open = waiting.get(key);
    if (open) open.visits.push(...batch.visits);
    else waiting.set(key, batch);
    count += batch.visits.length;
    timer ??= setTimeout(() => void flush(), everyMs);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    return writing = writing.then(async () => {
      const batches = [...waiting.values()];
      waiting.clear();
      count = 0;
      for (const batch of batches) await record(batch).catch(() => count < MOST_WAITING && keep(batch));
    });
  }

  return {
    seen(event, what, request, clientAddress) {
      const agent = request.headers.get("user-agent") ?? "";
      const ahead = /prefetch|prerender/.test(request.headers.get("sec-purpose") ?? "");
      if (agent === "" || isbot(agent) || ahead || count >= MOST_WAITING) return;
      const at = now();
      const day = at.slice(0, 10);
      const visitor = createHash("sha256").update([secretFor(day), clientAddress, agent, event.eventId].join("\n"))
        .digest("base64url").slice(0, 22);
      const visit = { visitor, at, what, ...cameFrom(request) };
      keep({ eventId: event.eventId, studioId: event.studioId, day, visits: [visit] });
      look(lookers, event.eventId, visitor, Date.parse(at));
    },
    looking(eventId) {
      const since = Date.parse(now()) - LOOKING_MS;
      return [...lookers.get(eventId)?.values() ?? []].filter((at) => at >= since).length;
    },
    flush,
    async close() {
      await flush();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

function look(lookers: Map<string, Map<string, number>>, eventId: string, visitor: string, at: number): void {
  if (!lookers.has(eventId) && lookers.size >= MOST_LOOKING) lookers.delete(lookers.keys().next().value!);
  const those = lookers.get(eventId) ?? new Map<string, number>();
  lookers.set(eventId, those);
  those.delete(visitor);
  those.set(visitor, at);
  for (const [one, last] of those) {
    if (last >= at - LOOKING_MS && those.size <= MOST_LOOKING) break;
    those.delete(one);
  }
}

/**
 * Where somebody came from: what their link says (`utm_source`, `source`), else the host of the page that led here, else
 * `direct`. A referrer on this very site is none.
 */
export function cameFrom(request: Request): { source: string; referrer: string | null } {
  const { searchParams, host } = new URL(request.url);
  const referrer = hostOf(request.headers.get("referer"));
  const from = referrer === null || referrer === host ? null : referrer.slice(0, 253);
  const told = (searchParams.get("utm_source") ?? searchParams.get("source") ?? "").trim().slice(0, 100);
  return { source: told || from?.slice(0, 100) || "direct", referrer: from };
}

/** Where somebody came from, with what their link says of itself (`utm_medium`, `utm_campaign`); null: it says nothing. */
export function attributionOf(request: Request): Attribution {
  const { searchParams } = new URL(request.url);
  const told = (name: string) => (searchParams.get(name) ?? "").trim().slice(0, 100) || null;
  return { source: cameFrom(request).source, medium: told("utm_medium"), campaign: told("utm_campaign") };
}

function hostOf(address: string | null): string | null {
  if (!address || !URL.canParse(address)) return null;
  return new URL(address).host || null;
}
