import type { CampaignText } from "../../domain/campaign/events.ts";
import type { SuppressionReason } from "../../domain/suppression/events.ts";
import type { TemplateText } from "../../domain/template/events.ts";
import { type Queryable, rowTypes } from "../../projections/runtime/sql.ts";
import { type Of, ownTable } from "../runtime/due.ts";
import { Gathering } from "../runtime/gathering.ts";
import type { FactRef } from "../runtime/plan.ts";
import type { OutboxRow } from "../runtime/tables.ts";
import type { EventRow, SeatRow, StudioRow } from "./tables.ts";

type Row = Pick<Of<OutboxRow>, "reactor" | "key" | "event_id" | "studio_id" | "registration_id" | "person_id">;

/** What a reactor keeps of what a delivery is about, and the version of the studio's own text if there is one. */
export interface Subject {
  event: EventRow;
  studio: StudioRow;
  seat: SeatRow | null;
  /** Null: the studio writes it as everybody does. */
  version: number | null;
  /** Why the person is not written to; null: they are. */
  suppressed: SuppressionReason | null;
}

interface Asked {
  row: Row;
  templateId: string;
}

/** What many deliveries ask at the same time is one question. */
const asking = new WeakMap<Queryable, Gathering<Asked, Subject>>();

/** Everything about a delivery to somebody with a seat. */
export function subjectOf(db: Queryable, row: Row, templateId: string): Promise<Subject> {
  const subjects = asking.get(db) ??
    new Gathering<Asked, Subject>((reactor, asked) => subjectsOf(db, reactor, asked), () => ({ most: 500, calls: 2 }));
  asking.set(db, subjects);
  return subjects.add(row.reactor, { row, templateId });
}

/** Events and their studios once each, then what is each delivery's own. */
async function subjectsOf(
  db: Queryable,
  reactor: string,
  asked: readonly Asked[],
): Promise<({ ok: Subject } | { error: unknown })[]> {
  const own = (table: string) => ownTable(reactor, table);
  const { rows } = await db.query({
    text:
      `select null as nth, to_jsonb(e) as event, to_jsonb(s) as studio, null as seat, null as version, null as reason
      from ${own("events")} e join ${own("studios")} s on s.studio_id = e.studio_id where e.event_id = any($1::uuid[])
      union all select a.nth, null, null, to_jsonb(seat), t.version, x.reason
      from unnest($2::uuid[], $3::uuid[], $4::uuid[]) with ordinality as a(registration_id, template_id, person_id, nth)
      left join ${own("seats")} seat on seat.registration_id = a.registration_id
      left join ${own("templates")} t on t.template_id = a.template_id
      left join ${own("suppressed")} x on x.person_id = a.person_id order by nth`,
    values: [
      [...new Set(asked.map(({ row }) => row.event_id))],
      asked.map(({ row }) => row.registration_id),
      asked.map(({ templateId }) => templateId),
      asked.map(({ row }) => row.person_id),
    ],
    types: rowTypes,
    name: `subjects ${reactor}`,
  });
  const found = rows as (Found | FoundEvent)[];
  const events = new Map(found.filter((one) => one.nth === null).map((one) => [one.event.event_id, one]));
  return found.filter((one) => one.nth !== null).map(({ nth, seat, version, reason: suppressed }) => {
    const { row } = asked[nth - 1]!;
    const known = events.get(row.event_id!);
    if (known) return { ok: { event: known.event, studio: known.studio, seat, version, suppressed } };
    return { error: new TypeError(`${row.key} is about event ${row.event_id}, which ${reactor} does not know`) };
  });
}

interface FoundEvent {
  nth: null;
  event: EventRow;
  studio: StudioRow;
}

/** `nth`: of those who asked, from 1. */
interface Found {
  nth: number;
  seat: SeatRow | null;
  version: number | null;
  reason: SuppressionReason | null;
}

/** The event without anybody's seat, for those who hold it. */
export async function eventOf(
  db: Queryable,
  row: Row,
  templateId: string,
): Promise<Omit<Subject, "seat" | "suppressed">> {
  const own = (table: string) => ownTable(row.reactor, table);
  const { rows: [found] } = await db.query({
    text: `select to_jsonb(e) as event, to_jsonb(s) as studio, t.version
      from ${own("events")} e join ${own("studios")} s on s.studio_id = e.studio_id
      left join ${own("templates")} t on t.template_id = $2 where e.event_id = $1`,
    values: [row.event_id, templateId],
  });
  if (!found) throw new TypeError(`${row.key} is about event ${row.event_id}, which ${row.reactor} does not know`);
  return found;
}

/** The studio alone. */
export async function studioOf(
  db: Queryable,
  row: Row,
  templateId: string,
): Promise<Pick<Subject, "studio" | "version">> {
  const own = (table: string) => ownTable(row.reactor, table);
  const { rows: [found] } = await db.query({
    text: `select to_jsonb(s) as studio, t.version from ${own("studios")} s
      left join ${own("templates")} t on t.template_id = $2 where s.studio_id = $1`,
    values: [row.studio_id, templateId],
  });
  if (!found) throw new TypeError(`${row.key} is about studio ${row.studio_id}, which ${row.reactor} does not know`);
  return found;
}

/** The studio, and what is known of somebody who may have no place with it. */
export async function contactOf(
  db: Queryable,
  row: Row,
  templateId: string,
): Promise<Pick<Subject, "studio" | "version" | "suppressed"> & { renamed: FactRef | null }> {
  const own = (table: string) => ownTable(row.reactor, table);
  const { rows: [found] } = await db.query({
    text: `select to_jsonb(s) as studio, t.version, x.reason as suppressed, c.renamed
      from ${own("studios")} s
      left join ${own("templates")} t on t.template_id = $2
      left join ${own("suppressed")} x on x.person_id = $3
      left join ${own("contacts")} c on c.person_id = $3 where s.studio_id = $1`,
    values: [row.studio_id, templateId, row.person_id],
    name: `contact ${row.reactor}`,
  });
  if (!found) throw new TypeError(`${row.key} is about studio ${row.studio_id}, which ${row.reactor} does not know`);
  return found;
}

/** A studio's own text, as its reactor keeps it. */
export async function textOf(db: Queryable, reactor: string, templateId: string): Promise<TemplateText> {
  const { rows: [found] } = await db.query({
    text: `select subject, preview, mjml, text from ${ownTable(reactor, "templates")} where template_id = $1`,
    values: [templateId],
  });
  if (!found) throw new TypeError(`${reactor} does not know template ${templateId}`);
  return found;
}

/** What a mailing says, by language. */
export async function campaignTexts(db: Queryable, reactor: string, campaignId: string): Promise<CampaignText[]> {
  const { rows: [found] } = await db.query({
    text: `select texts from ${ownTable(reactor, "campaigns")} where campaign_id = $1`,
    values: [campaignId],
  });
  if (!found) throw new TypeError(`${reactor} does not know mailing ${campaignId}`);
  return found.texts;
}
