import {
  type CampaignAudience,
  type CampaignPurpose,
  type CampaignText,
  isSegment,
  type PlacesAudience,
} from "../domain/campaign/events.ts";
import type { LeadFilter } from "../domain/crm/events.ts";
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

/** How many people fit, and how many of them agreed to marketing. */
export interface Reach {
  people: number;
  agreed: number;
}

/** What pages need of mailings. */
export interface Mailings {
  /** Of a studio, newest first. */
  list(studioId: string): Promise<Mailing[]>;
  one(studioId: string, campaignId: string): Promise<Mailing | null>;
  /** How many it would reach. */
  count(studioId: string, audience: CampaignAudience, now: string): Promise<Reach>;
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
    async count(studioId, audience, now) {
      const [found] = isSegment(audience)
        ? await ask(segmentText, segmentValues(studioId, audience.filter, now))
        : await ask(placesText, placesValues(studioId, audience));
      return found as Reach;
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

const placesText = `select count(*)::int as people, count(*) filter (where agreed)::int as agreed from (
  select s.person_id, bool_or(coalesce(a.marketing, false)) as agreed
  from ${own("seats")} s join ${own("events")} e on e.event_id = s.event_id
  left join ${own("agreed")} a on a.person_id = s.person_id
  left join ${own("tagged")} g on g.registration_id = s.registration_id
  where e.studio_id = $1 and ($2::uuid is null or s.event_id = $2::uuid)
    and s.status = case when $3 in ('waitlisted', 'cancelled') then $3 else 'confirmed' end
    and ($3 not in ('attended', 'missed') or s.attendance = case $3 when 'attended' then 'attended' else 'no_show' end)
    and ($4::text is null or g.tags ? $4)
  group by s.person_id) people`;

const placesValues = (studioId: string, { eventId, who, tag }: PlacesAudience) => [studioId, eventId, who, tag];

/** As `contactsIn` finds them when it begins. */
const segmentText = `select count(*)::int as people, count(*) filter (where a.marketing)::int as agreed
  from ${own("contacts")} c left join ${own("agreed")} a on a.person_id = c.person_id
  where c.studio_id = $1 and not c.merged
    and c.tags @> $2::jsonb and not c.tags ?| $3::text[]
    and ($4::text is null or c.source = $4)
    and ($11::text is null or c.medium = $11) and ($12::text is null or c.campaign = $12)
    and ($5::boolean is null or c.marketing = $5)
    and ($6::text is null or case $6 when 'nobody' then c.owner_id is null else c.owner_id::text = $6 end)
    and ($7::timestamptz is null or c.first_seen_at >= $7)
    and ($8::timestamptz is null or c.last_seen_at <= $8)
    and (($9::uuid is null and $10::text is null) or c.person_id in (
      select s.person_id from ${own("seats")} s join ${own("events")} e on e.event_id = s.event_id
      where e.studio_id = $1 and ($9::uuid is null or s.event_id = $9)
        and ($10::text is null or case $10
          when 'registered' then s.status = 'confirmed'
          when 'waitlisted' then s.status in ('waitlisted', 'offered')
          when 'cancelled' then s.status in ('cancelled', 'expired', 'declined')
          else s.attendance = $10 end)))`;

function segmentValues(studioId: string, filter: LeadFilter, now: string): unknown[] {
  const { tags = [], withoutTags = [], source, medium, campaign, marketing, owner, newWithinDays, quietForDays } =
    filter;
  const before = (days?: number) => days ? new Date(Date.parse(now) - days * 86_400_000).toISOString() : null;
  return [
    studioId,
    JSON.stringify(tags),
    withoutTags,
    source || null,
    marketing ?? null,
    owner || null,
    before(newWithinDays),
    before(quietForDays),
    filter.eventId ?? null,
    filter.standing ?? null,
    medium || null,
    campaign || null,
  ];
}
