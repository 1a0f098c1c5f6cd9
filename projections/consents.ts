import type { Kysely } from "kysely";
import type { Purpose } from "../domain/consent/snapshot.ts";
import type { ReadModels } from "./all.ts";
import {
  bool,
  type Column,
  json,
  nullable,
  projection,
  type RowOf,
  type Rows,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";

const ledger = table({
  key: "fact_id",
  about: "Every choice that was made, and everything that was taken back.",
  columns: {
    fact_id: uuid(),
    studio_id: nullable(uuid()),
    /** The browser, or the person. */
    subject_id: uuid(),
    person_id: nullable(uuid()),
    at: timestamptz(),
    /** `registered`, `told` (to the studio, as it says), `browser`, `chosen`, `withdrawn`. */
    what: text() as Column<LedgerKind>,
    /** What was allowed (or for `withdrawn` taken back) by purpose. */
    purposes: json<Partial<Record<Purpose, boolean>>>(),
    text_version: text(),
    gpc: bool(),
    via: nullable(text()),
  },
  indexes: [["person_id"], ["subject_id"]],
});

const refusals = table({
  key: "key",
  about: "When a browser or a person last said no to a purpose.",
  columns: { key: text(), subject_id: uuid(), purpose: text() as Column<Purpose>, refused_at: timestamptz() },
  indexes: [["subject_id"]],
});

type LedgerKind = "registered" | "told" | "browser" | "chosen" | "withdrawn";

export const consents = projection({
  name: "consents",
  version: 2,
  about: "What people have allowed, when, with which words, and what they took back.",
  tables: {
    consent_ledger: ledger,
    consent_refusals: refusals,
    consent_events: table({
      key: "event_id",
      about: "Whose an event is.",
      columns: { event_id: uuid(), studio_id: uuid() },
    }),
  },
  on: {
    EventCreated: ({ data: { eventId, studioId } }, rows) => {
      rows.consent_events.insert({ event_id: eventId, studio_id: studioId });
    },
    RegistrationRequested: ({ id, data: { eventId, personId, consents }, meta }, rows) => {
      rows.consent_ledger.insert({
        fact_id: id,
        studio_id: rows.consent_events.get(eventId)?.studio_id ?? null,
        subject_id: personId,
        person_id: personId,
        at: meta.occurredAt,
        what: "registered",
        purposes: { email_marketing: consents.marketing },
        text_version: "",
        gpc: false,
        via: null,
      });
    },
    LeadCaptured: ({ id, data: { personId, studioId, origin, marketing }, meta }, rows) => {
      if (origin === "registration" || !marketing) return;
      rows.consent_ledger.insert({
        fact_id: id,
        studio_id: studioId,
        subject_id: personId,
        person_id: personId,
        at: meta.occurredAt,
        what: "told",
        purposes: { email_marketing: true },
        text_version: "",
        gpc: false,
        via: null,
      });
    },
    RegistrationTracked: ({ id, data: { eventId, personId, consent }, meta }, rows) => {
      if (consent.consentId === null) return;
      rows.consent_ledger.insert({
        fact_id: id,
        studio_id: rows.consent_events.get(eventId)?.studio_id ?? null,
        subject_id: consent.consentId,
        person_id: personId,
        at: meta.occurredAt,
        what: "browser",
        purposes: { statistics: consent.statistics, ads: consent.ads },
        text_version: consent.textVersion,
        gpc: consent.gpc,
        via: null,
      });
    },
    ConsentChosen: ({ id, data, meta }, rows) => {
      const { consentId, studioId, ads, statistics, textVersion, gpc } = data;
      rows.consent_ledger.insert({
        fact_id: id,
        studio_id: studioId,
        subject_id: consentId,
        person_id: null,
        at: meta.occurredAt,
        what: "chosen",
        purposes: { statistics, ads },
        text_version: textVersion,
        gpc,
        via: "banner",
      });
      if (!ads) refused(rows, consentId, "ads", meta.occurredAt);
      if (!statistics) refused(rows, consentId, "statistics", meta.occurredAt);
    },
    ConsentWithdrawn: ({ id, data, meta }, rows) => {
      const { subjectId, studioId, personId, purposes, via } = data;
      rows.consent_ledger.insert({
        fact_id: id,
        studio_id: studioId,
        subject_id: subjectId,
        person_id: personId,
        at: meta.occurredAt,
        what: "withdrawn",
        purposes: Object.fromEntries(purposes.map((purpose) => [purpose, false])),
        text_version: "",
        gpc: false,
        via,
      });
      for (const purpose of purposes) refused(rows, subjectId, purpose, meta.occurredAt);
    },
  },
});

function refused(
  { consent_refusals }: { consent_refusals: Rows<RowOf<typeof refusals["columns"]>> },
  subjectId: string,
  purpose: Purpose,
  at: string,
): void {
  consent_refusals.insert({ key: `${subjectId}:${purpose}`, subject_id: subjectId, purpose, refused_at: at });
}

export interface ConsentLine {
  at: string;
  what: LedgerKind;
  purposes: Partial<Record<Purpose, boolean>>;
  textVersion: string;
  gpc: boolean;
  via: string | null;
}

/** What one person has allowed in a studio: as of now by purpose, and how it came to that. */
export interface PersonConsents {
  now: Record<Purpose, boolean>;
  /** Newest first. */
  lines: ConsentLine[];
  /** Consent ids of the browsers that registered them. */
  browsers: string[];
}

/** The consents of a person, with those of the browsers that registered them. */
export async function consentsOf(
  db: Kysely<ReadModels>,
  { studioId, personId }: { studioId: string; personId: string },
): Promise<PersonConsents> {
  const own = await db.selectFrom("consent_ledger").selectAll().where("person_id", "=", personId)
    .where("studio_id", "=", studioId).execute();
  const browsers = [...new Set(own.filter(({ what }) => what === "browser").map(({ subject_id }) => subject_id))];
  const theirs = browsers.length === 0
    ? []
    : await db.selectFrom("consent_ledger").selectAll().where("subject_id", "in", browsers)
      .where("person_id", "is", null).execute();
  const rows = [...own, ...theirs].sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
  const now: Record<Purpose, boolean> = { statistics: false, ads: false, email_marketing: false };
  for (const { purposes } of rows) Object.assign(now, purposes);
  const lines = rows.reverse().map(({ at, what, purposes, text_version: textVersion, gpc, via }) => ({
    at,
    what,
    purposes,
    textVersion,
    gpc,
    via,
  }));
  return { now, lines, browsers };
}
