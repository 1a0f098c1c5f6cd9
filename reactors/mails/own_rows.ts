import type { CampaignText } from "../../domain/campaign/events.ts";
import type { SuppressionReason } from "../../domain/suppression/events.ts";
import type { TemplateText } from "../../domain/template/events.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import { type Of, ownTable } from "../runtime/due.ts";
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

/** Everything about a delivery to somebody with a seat, in one question. */
export async function subjectOf(db: Queryable, row: Row, templateId: string): Promise<Subject> {
  const own = (table: string) => ownTable(row.reactor, table);
  const { rows: [found] } = await db.query({
    text: `select to_jsonb(e) as event, to_jsonb(s) as studio, to_jsonb(seat) as seat, t.version,
        x.reason as suppressed
      from ${own("events")} e join ${own("studios")} s on s.studio_id = e.studio_id
      left join ${own("seats")} seat on seat.registration_id = $2
      left join ${own("templates")} t on t.template_id = $3
      left join ${own("suppressed")} x on x.person_id = $4 where e.event_id = $1`,
    values: [row.event_id, row.registration_id, templateId, row.person_id],
    name: `subject ${row.reactor}`,
  });
  if (!found) throw new TypeError(`${row.key} is about event ${row.event_id}, which ${row.reactor} does not know`);
  return found;
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
