import type { AnyFact } from "../domain/catalogue.ts";
import { type Queryable, rowTypes } from "../projections/runtime/sql.ts";
import type { Reactor } from "./runtime/definition.ts";
import { ownTable } from "./runtime/due.ts";
import { type MomentHistory, momentsOf } from "./moment_history.ts";
import type { OutboxRow } from "./runtime/tables.ts";

/** A message or call to the outside that is planned and not made yet, whatever reactor plans it. */
export interface PlannedDelivery {
  id: string;
  reactor: string;
  key: string;
  channel: string;
  /** What kind of message or call, as the reactor calls it. */
  kind: string;
  eventId: string | null;
  registrationId: string | null;
  /** When it is its turn; ISO 8601 UTC. */
  at: string;
  /** From then on it is not made any more. */
  notAfter: string | null;
  /** Why it will not be made: it is about to be skipped. */
  withdrawn: string | null;
  /** Attempts so far. */
  attempts: number;
  /** Whether one is in flight. */
  attempting: boolean;
  /** Id of the fact that called for it. */
  causeId: string;
}

/** Of what the plans are asked; every one that is given lets through. */
export interface PlansOf {
  studioId: string;
  eventId?: string;
  registrationIds?: readonly string[];
  personId?: string;
}

/** What reactors intend to do: the rows that the worker will take, and the moments that they wait for. */
export interface Plans {
  /** Deliveries that are not made yet, the next one first, at most `limit`. */
  deliveries(of: PlansOf, limit: number): Promise<PlannedDelivery[]>;
  /** How the moments of an event came to be when they are: planned, moved, dropped, fact by fact. */
  history(facts: readonly AnyFact[], eventId: string): Promise<MomentHistory[]>;
}

/** The plans of these reactors, read from their live tables. */
export function createPlans(db: Queryable, reactors: readonly Reactor[]): Plans {
  const names = reactors.map(({ name }) => name);
  const ofAll = (select: (reactor: string) => string, tail: string) =>
    `select * from (${names.map((name) => `(${select(name)})`).join(" union all ")}) planned ${tail}`;
  return {
    async deliveries({ studioId, eventId, registrationIds, personId }, limit) {
      const { rows } = await db.query({
        text: ofAll(
          (name) =>
            `select '${name}' as reactor, o.* from ${ownTable(name, "outbox")} o where state in ('open', 'attempting')
              and studio_id = $1 and (event_id = $2 or registration_id = any($3::uuid[]) or person_id = $4)
              order by next_at, delivery_id limit ${limit}`,
          `order by next_at, delivery_id limit ${limit}`,
        ),
        values: [studioId, eventId ?? null, registrationIds ?? [], personId ?? null],
        types: rowTypes,
      });
      return (rows as (OutboxRow & { reactor: string })[]).map(deliveryOf);
    },
    history: async (facts, eventId) =>
      (await Promise.all(reactors.map((reactor) => momentsOf(reactor, facts, eventId)))).flat(),
  };
}

function deliveryOf(row: OutboxRow & { reactor: string }): PlannedDelivery {
  return {
    id: row.delivery_id,
    reactor: row.reactor,
    key: row.key,
    channel: row.channel,
    kind: row.mail.kind,
    eventId: row.event_id,
    registrationId: row.registration_id,
    at: row.next_at,
    notAfter: row.not_after,
    withdrawn: row.skip_reason,
    attempts: row.attempt,
    attempting: row.state === "attempting",
    causeId: row.cause_id,
  };
}
