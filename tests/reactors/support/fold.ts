import type { AnyFact, EventName, FactOf } from "../../../domain/catalogue.ts";
import type { AllRows, Row, Rows, Run, Table, Tables } from "../../../projections/runtime/definition.ts";
import type { Reactor } from "../../../reactors/runtime/definition.ts";
import { reactorFold } from "../../../reactors/runtime/reactor_fold.ts";
import type { CommandRow, OutboxRow, RuntimeTables, TimerRow } from "../../../reactors/runtime/tables.ts";

/** Ids that read well in a failing test and stay what they are in golden ones. */
export const ids = {
  studio: "00000000-0000-4000-8000-00000000000a",
  event: "00000000-0000-4000-8000-00000000000e",
  date: "00000000-0000-4000-8000-0000000000d1",
  date2: "00000000-0000-4000-8000-0000000000d2",
  ana: "00000000-0000-4000-8000-0000000000a1",
  ben: "00000000-0000-4000-8000-0000000000b1",
  anaSeat: "00000000-0000-4000-8000-0000000000a2",
  benSeat: "00000000-0000-4000-8000-0000000000b2",
  invitation: "00000000-0000-4000-8000-0000000000f1",
};

class MemoryRows implements Rows<Row> {
  readonly all = new Map<string, Row>();
  constructor(readonly table: Table) {}
  insert(row: Row) {
    this.all.set(row[this.table.key] as string, row);
    return row;
  }
  get = (key: string) => this.all.get(key);
  update(key: string, change: Partial<Row> | ((row: Row) => void)) {
    const row = this.all.get(key);
    if (row) typeof change === "function" ? change(row) : Object.assign(row, change);
    return row;
  }
  delete = (key: string) => void this.all.delete(key);
  where(match: Partial<Row>) {
    const names = Object.keys(match).sort();
    if (!this.table.indexes?.some((index) => index.slice(0, names.length).sort().join() === names.join())) {
      throw new TypeError(`no index ${names}`);
    }
    return [...this.all.values()].filter((row) => Object.entries(match).every(([name, value]) => row[name] === value))
      .sort((a, b) => String(a[this.table.key]) < String(b[this.table.key]) ? -1 : 1);
  }
  some(match: Partial<Row>, { after, limit }: Run) {
    const keyOf = (row: Row) => String(row[this.table.key]);
    const rows = this.where(match).filter((row) => after === null || keyOf(row) > after).slice(0, limit);
    return { rows, next: rows.length < limit ? null : keyOf(rows.at(-1)!) };
  }
}

/** A reactor over facts given by hand, its rows in memory. */
export class Folded {
  readonly #spec;
  readonly #rows: Record<string, MemoryRows>;
  #position = 0n;
  /** What was folded, in order. */
  readonly history: { type: EventName; data: Record<string, unknown> }[] = [];
  readonly #revisions = new Map<string, number>();

  /** `started`: false leaves out the reactor's own `ReactorStarted`. */
  constructor(readonly reactor: Reactor, { started = true } = {}) {
    this.#spec = reactorFold(reactor);
    this.#rows = Object.fromEntries(
      Object.entries(this.#spec.tables).map(([name, table]) => [name, new MemoryRows(table)]),
    );
    if (started) this.start();
  }

  start(): this {
    return this.given("ReactorStarted", { reactor: this.reactor.name }, { stream: "installation" });
  }

  /** Folds one more fact, at `at`, in the stream of its kind. */
  given<N extends EventName>(
    type: N,
    data: Record<string, unknown>,
    { at = "2026-06-01T10:00:00.000Z", stream = `event-${ids.event}`, ...meta }: {
      at?: string;
      stream?: string;
      actor?: string;
      command?: string;
      commandId?: string;
    } = {},
  ): this {
    const revision = (this.#revisions.get(stream) ?? -1) + 1;
    this.#revisions.set(stream, revision);
    this.history.push({ type, data });
    const position = ++this.#position;
    this.apply({
      type,
      data,
      id: `00000000-0000-4000-9000-${String(position).padStart(12, "0")}`,
      stream,
      revision,
      position,
      recordedAt: at,
      meta: {
        actor: "system",
        studio: ids.studio,
        correlationId: "c",
        causationId: null,
        commandId: crypto.randomUUID(),
        command: "",
        schemaVersion: 1,
        occurredAt: at,
        ...meta,
      },
    } as unknown as FactOf<N>);
    return this;
  }

  apply(fact: AnyFact): void {
    if (this.#spec.types && !this.#spec.types.includes(fact.type)) return;
    while (this.#spec.apply(fact, this.#rows as unknown as AllRows<RuntimeTables & Tables>)?.rest);
  }

  rows<R>(table: string): R[] {
    return structuredClone([...this.#rows[table]!.all.values()]) as R[];
  }

  get outbox(): OutboxRow[] {
    return this.rows("outbox");
  }

  get timers(): TimerRow[] {
    return this.rows("timers");
  }

  get commands(): CommandRow[] {
    return this.rows("commands");
  }

  /** What is planned and not withdrawn, as `kind to registration`. */
  get mails(): string[] {
    return this.outbox.filter((row) => row.skip_reason === null && row.state === "open")
      .map((row) => `${row.mail.kind} ${row.registration_id ?? row.person_id}`);
  }

  /** What is not sent and why, as `key: reason`. */
  get skipped(): string[] {
    return this.outbox.filter((row) => row.skip_reason !== null).map((row) => `${row.key}: ${row.skip_reason}`);
  }
}

const date = (dateId: string, startsAt: string) => ({
  dateId,
  startsAtLocal: startsAt.slice(0, 16),
  startsAt,
  durationMinutes: 60,
});

/** Of whoever asks for a place. */
const asked = { timeZone: "Europe/Madrid", consents: { terms: true, privacy: true, marketing: false } };

/** The usual beginnings. */
export const begin = {
  studio: (f: Folded) =>
    f.given("StudioOpened", {
      studioId: ids.studio,
      name: "Estudio",
      address: "estudio",
      language: "es",
      timeZone: "Europe/Madrid",
      currency: "EUR",
    }, { stream: `studio-${ids.studio}` }),
  event: (f: Folded, dates = [date(ids.date, "2026-06-10T17:00:00.000Z")]) =>
    f.given("EventCreated", {
      eventId: ids.event,
      studioId: ids.studio,
      title: "Calistenia",
      description: "Para todos",
      language: "es",
      slug: "calistenia",
      timeZone: "Europe/Madrid",
      dates,
      capacity: null,
      waitlist: true,
    }),
  published: (f: Folded, reminders = ["PT1H"]) =>
    begin.event(begin.studio(f))
      .given("AutomationsConfigured", { eventId: ids.event, confirmation: true, reminders })
      .given("EventPublished", { eventId: ids.event }),
  registered: (f: Folded, who: "ana" | "ben", at?: string) => {
    const data = { eventId: ids.event, registrationId: ids[`${who}Seat`], personId: ids[who] };
    return f.given("RegistrationRequested", { ...data, ...asked }, { at })
      .given("RegistrationConfirmed", { ...data, from: "request" }, { at });
  },
  waitlisted: (f: Folded, who: "ana" | "ben") => {
    const data = { eventId: ids.event, registrationId: ids[`${who}Seat`], personId: ids[who] };
    return f.given("RegistrationRequested", { ...data, ...asked })
      .given("RegistrationWaitlisted", { ...data, position: 1 });
  },
  cancelled: (f: Folded, who: "ana" | "ben", by = "registrant") =>
    f.given("RegistrationCancelled", {
      eventId: ids.event,
      registrationId: ids[`${who}Seat`],
      personId: ids[who],
      by,
    }),
  rescheduled: (f: Folded, ...startsAt: string[]) =>
    f.given("EventRescheduled", {
      eventId: ids.event,
      timeZone: "Europe/Madrid",
      dates: startsAt.map((at, n) => date(n === 0 ? ids.date : ids.date2, at)),
    }),
  date,
  asked,
};
