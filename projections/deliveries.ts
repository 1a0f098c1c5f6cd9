import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import {
  bool,
  int,
  internal,
  nullable,
  projection,
  type RowOf,
  type Rows,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";
import { type Paged, pageOf, type Paging } from "./runtime/paging.ts";

const deliveriesTable = table({
  key: "delivery_id",
  about: "One row per message or call to the outside that was tried or skipped.",
  columns: {
    delivery_id: uuid(),
    studio_id: nullable(uuid()),
    reactor: text(),
    key: text(),
    channel: text(),
    event_id: nullable(uuid()),
    registration_id: nullable(uuid()),
    state: text(),
    attempts: int(),
    /** An attempt whose process died was repeated under the same key. */
    repeated_unknown: bool(),
    next_attempt_at: nullable(timestamptz()),
    error: internal(nullable(text())),
    skip_reason: nullable(text()),
    receipt: internal(nullable(text())),
    /** When a mail was opened first; null: never, or nobody asked. */
    opened_at: nullable(timestamptz()),
    created_at: timestamptz(),
    updated_at: timestamptz(),
  },
  indexes: [["studio_id", "updated_at"]],
  rawIndexes: [
    "(registration_id) where registration_id is not null",
    "(event_id, updated_at) where event_id is not null",
    "(state) where state in ('attempting', 'failed', 'abandoned')",
  ],
});

const subjects = table({
  key: "id",
  about: "What an id in a delivery's key stands for.",
  columns: { id: uuid(), event_id: uuid(), registration_id: nullable(uuid()) },
});

export const deliveries = projection({
  name: "deliveries",
  version: 4,
  about: "Every message and call to the outside: made, being tried again, given up, or not made and why.",
  tables: { deliveries: deliveriesTable, delivery_subjects: subjects },
  on: {
    EventCreated: ({ data }, rows) =>
      rows.delivery_subjects.insert({ id: data.eventId, event_id: data.eventId, registration_id: null }),
    RegistrationRequested: ({ data }, rows) =>
      rows.delivery_subjects.insert({
        id: data.registrationId,
        event_id: data.eventId,
        registration_id: data.registrationId,
      }),
    DeliveryAttempted: ({ data, meta }, rows) => {
      const row = rows.deliveries.get(data.deliveryId) ?? {
        ...fresh(data, meta),
        ...subjectOf(data.key, rows.delivery_subjects),
      };
      rows.deliveries.insert({
        ...row,
        state: "attempting",
        attempts: data.attempt,
        repeated_unknown: row.repeated_unknown || data.repeatsUnknown,
        next_attempt_at: null,
        updated_at: meta.occurredAt,
      });
    },
    DeliverySucceeded: ({ data, meta }, rows) =>
      void rows.deliveries.update(data.deliveryId, (row) => {
        // what became of it may be told before the answer to the call is written down
        if (row.state !== "delivered" && row.state !== "bounced") {
          row.state = "succeeded";
          row.error = null;
        }
        row.receipt = data.receipt;
        row.updated_at = meta.occurredAt;
      }),
    DeliveryFailed: ({ data, meta }, rows) =>
      rows.deliveries.update(data.deliveryId, {
        state: "failed",
        error: data.error,
        next_attempt_at: data.nextAttemptAt,
        updated_at: meta.occurredAt,
      }),
    DeliveryAbandoned: ({ data, meta }, rows) =>
      rows.deliveries.update(data.deliveryId, { state: "abandoned", error: data.error, updated_at: meta.occurredAt }),
    DeliverySkipped: ({ data, meta }, rows) =>
      rows.deliveries.insert({
        ...rows.deliveries.get(data.deliveryId) ?? {
          ...fresh(data, meta),
          ...subjectOf(data.key, rows.delivery_subjects),
        },
        state: "skipped",
        skip_reason: data.reason,
        next_attempt_at: null,
        updated_at: meta.occurredAt,
      }),
    DeliveryReported: ({ data: { deliveryId, what, status }, meta }, rows) =>
      void rows.deliveries.update(deliveryId, (row) => {
        row.state = what === "deferred" ? row.state : what;
        row.error = status || row.error;
        row.updated_at = meta.occurredAt;
      }),
    DeliveryConfirmed: ({ data, meta }, rows) =>
      rows.deliveries.update(data.deliveryId, { state: "delivered", error: null, updated_at: meta.occurredAt }),
    DeliveryOpened: ({ data, meta }, rows) =>
      rows.deliveries.update(data.deliveryId, { opened_at: meta.occurredAt, updated_at: meta.occurredAt }),
    DeliveryReplayed: ({ data, meta }, rows) =>
      rows.deliveries.update(data.deliveryId, { state: "replayed", updated_at: meta.occurredAt }),
  },
});

type Row = RowOf<typeof deliveriesTable["columns"]>;

function fresh(
  data: { deliveryId: string; reactor: string; key: string; channel: string },
  meta: { studio: string | null; occurredAt: string },
) {
  return {
    delivery_id: data.deliveryId,
    studio_id: meta.studio,
    reactor: data.reactor,
    key: data.key,
    channel: data.channel,
    attempts: 0,
    repeated_unknown: false,
    next_attempt_at: null,
    error: null,
    skip_reason: null,
    receipt: null,
    opened_at: null,
    created_at: meta.occurredAt,
  };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Keys are made of ids: one of a registration or an event among them says what the delivery is about. */
function subjectOf(key: string, known: Rows<RowOf<typeof subjects["columns"]>>) {
  let found = { event_id: null as string | null, registration_id: null as string | null };
  for (const id of key.match(UUID) ?? []) {
    const subject = known.get(id);
    if (subject && (subject.registration_id || !found.event_id)) found = subject;
  }
  return { event_id: found.event_id, registration_id: found.registration_id };
}

export type DeliveryState =
  | "attempting"
  | "succeeded"
  | "delivered"
  | "failed"
  | "abandoned"
  | "skipped"
  | "replayed"
  | "bounced"
  | "complained";

/** One message or call to the outside. `failed` is tried again at `nextAttemptAt`; `abandoned` only when somebody asks. */
export interface DeliveryView {
  id: string;
  studioId: string | null;
  reactor: string;
  key: string;
  channel: string;
  eventId: string | null;
  registrationId: string | null;
  state: DeliveryState;
  attempts: number;
  repeatedUnknown: boolean;
  nextAttemptAt: string | null;
  error: string | null;
  skipReason: string | null;
  receipt: string | null;
  openedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** How one stands, for people: `opened` is said of what got through. */
export function standingOf({ state, openedAt }: DeliveryView): DeliveryState | "opened" {
  return state === "succeeded" && openedAt !== null ? "opened" : state;
}

export interface DeliveriesQuery extends Partial<Paging> {
  studioId?: string;
  eventId?: string;
  state?: DeliveryState;
  reactor?: string;
  channel?: string;
}

/** Deliveries, those that changed last first, one page of them. */
export async function listDeliveries(db: Kysely<ReadModels>, query: DeliveriesQuery): Promise<Paged<DeliveryView>> {
  const { studioId, eventId, state, reactor, channel } = query;
  const { limit, offset } = pageOf(query);
  let found = db.selectFrom("deliveries");
  if (studioId) found = found.where("studio_id", "=", studioId);
  if (eventId) found = found.where("event_id", "=", eventId);
  if (state) found = found.where("state", "=", state);
  if (reactor) found = found.where("reactor", "=", reactor);
  if (channel) found = found.where("channel", "=", channel);
  const [rows, { total }] = await Promise.all([
    found.selectAll().orderBy("updated_at", "desc").orderBy("delivery_id").limit(limit).offset(offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(viewOf), total };
}

/** Everything that was sent, or not, about one registration, in order. */
export async function deliveriesOfRegistration(
  db: Kysely<ReadModels>,
  registrationId: string,
): Promise<DeliveryView[]> {
  const rows = await db.selectFrom("deliveries").selectAll().where("registration_id", "=", registrationId)
    .orderBy("created_at").orderBy("delivery_id").execute();
  return rows.map(viewOf);
}

/** Everything that was sent, or not, about any registration of a person, the newest first. */
export async function deliveriesOfPerson(db: Kysely<ReadModels>, personId: string): Promise<DeliveryView[]> {
  const places = db.selectFrom("registrations").select("registration_id").where("person_id", "=", personId);
  const rows = await db.selectFrom("deliveries").selectAll().where("registration_id", "in", places)
    .orderBy("updated_at", "desc").orderBy("delivery_id").limit(200).execute();
  return rows.map(viewOf);
}

/**
 * Everything that was sent, or not, to one person or about them: about their registrations, and whatever a fact about them
 * called for. What changed last first.
 */
export async function deliveriesAboutPerson(
  db: Kysely<ReadModels>,
  { studioId, personId, registrationIds, ...paging }: {
    studioId: string;
    personId: string;
    registrationIds: readonly string[];
  } & Partial<Paging>,
): Promise<Paged<DeliveryView>> {
  const { limit, offset } = pageOf(paging);
  const causes = db.selectFrom("log_index").select(({ cast, ref }) => cast<string>(ref("event_id"), "text").as("id"))
    .where("person_id", "=", personId).where("studio_id", "=", studioId);
  const called = db.selectFrom("log_index").select("stream").where("category", "=", "delivery")
    .where("causation_id", "in", causes);
  const ids = (await called.distinct().execute()).map(({ stream }) => stream.slice("delivery-".length));
  const found = db.selectFrom("deliveries").where("studio_id", "=", studioId).where(({ or, eb }) =>
    or([
      ...(registrationIds.length > 0 ? [eb("registration_id", "in", [...registrationIds])] : []),
      ...(ids.length > 0 ? [eb("delivery_id", "in", ids)] : []),
    ])
  );
  const [rows, { total }] = await Promise.all([
    found.selectAll().orderBy("updated_at", "desc").orderBy("delivery_id").limit(limit).offset(offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(viewOf), total };
}

/** What became of the deliveries about one event: how many of each reactor are in which state. */
export async function deliveryCounts(
  db: Kysely<ReadModels>,
  { studioId, eventId }: { studioId: string; eventId: string },
): Promise<{ reactor: string; channel: string; state: DeliveryState; count: number }[]> {
  const rows = await db.selectFrom("deliveries").where("studio_id", "=", studioId).where("event_id", "=", eventId)
    .select(({ fn }) => ["reactor", "channel", "state", fn.countAll<number>().as("count")])
    .groupBy(["reactor", "channel", "state"]).orderBy("reactor").orderBy("state").execute();
  return rows.map((row) => ({ ...row, state: row.state as DeliveryState }));
}

/** One delivery; null when there is none. */
export async function deliveryById(db: Kysely<ReadModels>, id: string): Promise<DeliveryView | null> {
  const row = await db.selectFrom("deliveries").selectAll().where("delivery_id", "=", id).executeTakeFirst();
  return row ? viewOf(row) : null;
}

function viewOf(row: Row): DeliveryView {
  return {
    id: row.delivery_id,
    studioId: row.studio_id,
    reactor: row.reactor,
    key: row.key,
    channel: row.channel,
    eventId: row.event_id,
    registrationId: row.registration_id,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    repeatedUnknown: row.repeated_unknown,
    nextAttemptAt: row.next_attempt_at,
    error: row.error,
    skipReason: row.skip_reason,
    receipt: row.receipt,
    openedAt: row.opened_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
