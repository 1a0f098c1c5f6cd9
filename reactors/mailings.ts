import type { CampaignAudience, CampaignPurpose, CampaignText } from "../domain/campaign/events.ts";
import { type Queryable, rowTypes } from "../projections/runtime/sql.ts";
import { ownTable } from "./runtime/due.ts";

/** A mailing to many, and how far it is. */
export interface Mailing {
  id: string;
  purpose: CampaignPurpose;
  audience: CampaignAudience;
  texts: CampaignText[];
  state: "planned" | "running" | "paused" | "done" | "stopped";
  begun: boolean;
  total: number;
  sent: number;
  skipped: number;
  failed: number;
  sendAt: string | null;
}

/** What pages need of mailings. */
export interface Mailings {
  /** Of a studio, newest first. */
  list(studioId: string): Promise<Mailing[]>;
  one(studioId: string, campaignId: string): Promise<Mailing | null>;
  /** How many people fit now, and how many of them agreed to marketing. */
  count(studioId: string, audience: CampaignAudience): Promise<{ people: number; agreed: number }>;
  /** Why some got nothing, and how many. */
  skips(campaignId: string): Promise<Record<string, number>>;
}

const own = (table: string) => ownTable("campaigns", table);

/** Reads mailings from the live tables of their reactor. */
export function createMailings(db: Queryable): Mailings {
  const ask = async (text: string, values: unknown[]) => (await db.query({ text, values, types: rowTypes })).rows;
  const select =
    `select c.campaign_id as id, c.purpose, c.audience, c.texts, c.state, c.begun, c.total, c.sent, c.skipped,
    c.failed, t.due as "sendAt" from ${own("campaigns")} c left join ${own("timers")} t on t.key = c.campaign_id::text
    where c.studio_id = $1`;
  return {
    list: async (studioId) => await ask(`${select} order by t.due desc nulls last limit 200`, [studioId]) as Mailing[],
    one: async (studioId, campaignId) =>
      (await ask(`${select} and c.campaign_id = $2`, [studioId, campaignId]))[0] as Mailing ?? null,
    async count(studioId, { eventId, who, tag }) {
      const [found] = await ask(
        `select count(*)::int as people, count(*) filter (where agreed)::int as agreed from (
          select s.person_id, bool_or(coalesce(a.marketing, false)) as agreed
          from ${own("seats")} s join ${own("events")} e on e.event_id = s.event_id
          left join ${own("agreed")} a on a.person_id = s.person_id
          left join ${own("tagged")} g on g.registration_id = s.registration_id
          where e.studio_id = $1 and ($2::uuid is null or s.event_id = $2::uuid)
            and s.status = case when $3 in ('waitlisted', 'cancelled') then $3 else 'confirmed' end
            and ($3 not in ('attended', 'missed')
              or s.attendance = case $3 when 'attended' then 'attended' else 'no_show' end)
            and ($4::text is null or g.tags ? $4)
          group by s.person_id) people`,
        [studioId, eventId, who, tag],
      );
      return found as { people: number; agreed: number };
    },
    async skips(campaignId) {
      const rows = await ask(
        `select skip_reason as reason, count(*)::int as count from ${own("outbox")}
          where state = 'skipped' and key like $1 group by skip_reason`,
        [`campaign:${campaignId}:%`],
      ) as { reason: string; count: number }[];
      return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
    },
  };
}
