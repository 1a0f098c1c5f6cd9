import type { FactOf } from "../domain/catalogue.ts";
import {
  type CampaignAudience,
  type CampaignPurpose,
  type CampaignText,
  isSegment,
  type PlacesAudience,
} from "../domain/campaign/events.ts";
import { deliveryId } from "../domain/delivery/delivery.ts";
import {
  bool,
  type Column,
  int,
  json,
  nullable,
  type RowOf,
  table,
  text,
  uuid,
} from "../projections/runtime/definition.ts";
import { eachOf } from "../projections/runtime/each.ts";
import { aboutSeat, after, contactOf, mailTables, type SeatRow, withMailTables } from "./mails/tables.ts";
import { contactsIn, contactTables, keepContacts } from "./mails/contacts.ts";
import { type Own, type Reactions, reactor } from "./runtime/definition.ts";
import { deliver, type Plan, skip, withdraw } from "./runtime/plan.ts";

const tables = {
  ...mailTables,
  ...contactTables,
  campaigns: table({
    key: "campaign_id",
    about: "Mailings to many, and how far they are.",
    columns: {
      campaign_id: uuid(),
      studio_id: uuid(),
      purpose: text() as Column<CampaignPurpose>,
      audience: json<CampaignAudience>(),
      texts: json<CampaignText[]>(),
      state: text() as Column<"planned" | "running" | "paused" | "done" | "stopped">,
      /** Whether its moment has come: then it is known who gets it. */
      begun: bool(),
      total: int(),
      /** Number of the next wave, and of all of them. */
      next_wave: int(),
      waves: int(),
      /** Handed to the outbox and not settled yet. */
      in_flight: int(),
      sent: int(),
      skipped: int(),
      failed: int(),
    },
    indexes: [["studio_id"], ["state"]],
  }),
  recipients: table({
    key: "delivery_id",
    about: "Who still gets a mailing, in the wave in which they get it.",
    columns: {
      delivery_id: uuid(),
      campaign_id: uuid(),
      /** Null: they are written to as somebody the studio knows. */
      registration_id: nullable(uuid()),
      person_id: uuid(),
      wave: int(),
    },
    indexes: [["campaign_id", "wave"], ["registration_id"]],
  }),
  /** Who said what about marketing, and which registrations have which tags. */
  agreed: table({ key: "person_id", columns: { person_id: uuid(), marketing: bool() } }),
  tagged: table({ key: "registration_id", columns: { registration_id: uuid(), tags: json<string[]>() } }),
} as const;

type OwnRows = Own<typeof tables>;
type CampaignRow = RowOf<typeof tables["campaigns"]["columns"]>;

/** What the outbox gets at a time; it holds two of them: what is urgent overtakes them, and a pause stops all others. */
const WAVE = 100;

const NAME = "campaigns";

/** Sends mailings to many, in waves: each person once, those who agreed where it takes an agreement. */
export const campaigns = reactor({
  name: NAME,
  version: 4,
  about: "Mailings to many people, in waves that can be paused.",
  tables,
  on: withMailTables(after<typeof tables>(
    keepContacts as Reactions<typeof tables>,
    after<typeof tables>({
      LeadCaptured: ({ data: { personId, origin, marketing } }, own) => {
        if (origin !== "registration" && marketing) own.agreed.insert({ person_id: personId, marketing: true });
      },
      RegistrationRequested: ({ data: { personId, consents } }, own) => {
        // a no in one form takes nothing back that was agreed to in another
        if (consents.marketing) own.agreed.insert({ person_id: personId, marketing: true });
      },
      RegistrationTagged: ({ data: { registrationId, tags } }, own) =>
        void own.tagged.insert({ registration_id: registrationId, tags }),
      ConsentWithdrawn: ({ data: { personId, purposes } }, own) => {
        if (personId === null || !purposes.includes("email_marketing")) return;
        own.agreed.insert({ person_id: personId, marketing: false });
        // one that is paused goes on some day
        const [running, paused] = (["running", "paused"] as const).map((state) => own.campaigns.where({ state }));
        return [...running!, ...paused!].filter(({ purpose }) => purpose === "marketing")
          .map(({ campaign_id }) => withdraw({ key: keyOf(campaign_id, personId), reason: "unsubscribed" }));
      },
    }, {
      CampaignPlanned: ({ data }, own) => {
        const { campaignId: campaign_id, studioId: studio_id, purpose, audience, texts, sendAt } = data;
        own.campaigns.insert({
          campaign_id,
          studio_id,
          purpose,
          audience,
          texts,
          state: "planned",
          begun: false,
          total: 0,
          next_wave: 0,
          waves: 0,
          in_flight: 0,
          sent: 0,
          skipped: 0,
          failed: 0,
        });
        own.timers.replace(campaign_id, [{
          key: campaign_id,
          due: sendAt,
          data: { studioId: studio_id, campaignId: campaign_id },
        }]);
      },
      CampaignPaused: ({ data: { campaignId } }, own) => void own.campaigns.update(campaignId, { state: "paused" }),
      CampaignResumed: ({ data: { campaignId } }, own) => {
        const row = own.campaigns.update(campaignId, (r) => {
          r.state = r.begun ? "running" : "planned";
        });
        return row?.begun ? nextWaves(row, own) : [];
      },
      CampaignStopped: ({ data: { campaignId } }, own) => {
        own.timers.remove(campaignId);
        const row = own.campaigns.update(campaignId, { state: "stopped" });
        if (!row) return;
        return inOutbox(row, own).map(({ person_id }) =>
          withdraw({ key: keyOf(campaignId, person_id), reason: "campaign_stopped" })
        );
      },
      TimerElapsed: (fact, own) => {
        const timer = own.timers.is(fact);
        const row = timer && own.campaigns.get(String(timer.data.campaignId));
        if (!row || row.state === "stopped") return;
        return begin(row, timer.due, own);
      },
      RegistrationCancelled: ({ data }, own) => gone(data.registrationId, "registration_cancelled", own),
      RegistrationTransferred: ({ data }, own) => gone(data.registrationId, "transferred", own),
      DeliverySucceeded: (fact, own) => settled(fact, own, "sent"),
      DeliveryAbandoned: (fact, own) => settled(fact, own, "failed"),
      DeliverySkipped: (fact, own) => settled(fact, own, "skipped"),
    }),
  )),
});

const keyOf = (campaignId: string, personId: string) => `campaign:${campaignId}:${personId}`;

/** Settles who gets it: each person once. */
function begin({ campaign_id, studio_id, audience }: CampaignRow, now: string, own: OwnRows): Plan[] {
  let total = 0;
  const people: { registration_id: string | null; person_id: string }[] = isSegment(audience)
    ? contactsIn(studio_id, audience.filter, { now, own }).map(({ person_id }) => ({
      registration_id: null,
      person_id,
    }))
    : placed(studio_id, audience, own);
  eachOf(people, ({ registration_id, person_id }) => {
    const delivery_id = deliveryId(NAME, keyOf(campaign_id, person_id));
    if (own.recipients.get(delivery_id)) return;
    own.recipients.insert({ delivery_id, campaign_id, registration_id, person_id, wave: Math.floor(total / WAVE) });
    total++;
  });
  const begun = own.campaigns.update(campaign_id, (r) => {
    r.begun = true;
    r.total = total;
    r.waves = Math.ceil(total / WAVE);
    if (r.state === "planned") r.state = total === 0 ? "done" : "running";
  })!;
  return begun.state === "running" ? nextWaves(begun, own) : [];
}

/** By the first of their registrations. */
function placed(studio_id: string, audience: PlacesAudience, own: OwnRows): SeatRow[] {
  const events = audience.eventId === null
    ? own.events.where({ studio_id }).map(({ event_id }) => event_id)
    : [audience.eventId as string];
  const seats = eachOf(events, (event_id) => own.seats.where({ event_id })).flat();
  return eachOf(seats, (seat) => fits(seat, audience, own) ? [seat] : []).flat();
}

function fits(seat: SeatRow, { who, tag }: PlacesAudience, own: OwnRows): boolean {
  if (tag !== null && !own.tagged.get(seat.registration_id)?.tags.includes(tag)) return false;
  if (who === "waitlisted" || who === "cancelled") return seat.status === who;
  if (seat.status !== "confirmed") return false;
  return who === "confirmed" || seat.attendance === (who === "attended" ? "attended" : "no_show");
}

/** Fills the outbox again, as long as a wave has room in it. */
function nextWaves(campaign: CampaignRow, own: OwnRows): Plan[] {
  const plans: Plan[] = [];
  for (let row = campaign; row.next_wave < row.waves && row.in_flight <= WAVE;) {
    const wave = own.recipients.where({ campaign_id: row.campaign_id, wave: row.next_wave });
    plans.push(...eachOf(wave, (recipient) => planOne(row, recipient, own)));
    row = own.campaigns.update(row.campaign_id, (r) => {
      r.in_flight += wave.length;
      r.next_wave++;
    })!;
  }
  return plans;
}

type Recipient = RowOf<typeof tables["recipients"]["columns"]>;

function inOutbox({ campaign_id, next_wave }: CampaignRow, own: OwnRows): Recipient[] {
  return Array.from({ length: next_wave }, (_, wave) => own.recipients.where({ campaign_id, wave })).flat();
}

/** Without the agreement that it takes, somebody is left out, visibly. */
function planOne(row: CampaignRow, { registration_id, person_id }: Recipient, own: OwnRows): Plan {
  const { campaign_id: campaignId, studio_id: studioId, purpose } = row;
  const seat = registration_id === null ? null : own.seats.get(registration_id)!;
  const of = seat ? aboutSeat(seat, own.events.get(seat.event_id)!) : { studioId, personId: person_id };
  const about = { key: keyOf(campaignId, person_id), channel: "mail", ...of } as const;
  const contact = seat ? contactOf(seat) : own.contacts.get(person_id)?.contact;
  if (!contact) return skip({ ...about, reason: "person_erased" });
  if (purpose === "marketing" && !own.agreed.get(person_id)?.marketing) return skip({ ...about, reason: "no_consent" });
  return deliver({ ...about, contact, mail: { kind: "campaign", campaignId, purpose } });
}

type Settled = FactOf<"DeliverySucceeded" | "DeliveryAbandoned" | "DeliverySkipped">;

/** Counts what became of one; where a wave has room again, the next follows. */
function settled({ data, meta }: Settled, own: OwnRows, as: "sent" | "failed" | "skipped"): Plan[] {
  if (meta.actor.startsWith("reactor:") && meta.actor !== `reactor:${NAME}`) return [];
  const recipient = own.recipients.get(data.deliveryId);
  if (!recipient) return [];
  own.recipients.delete(recipient.delivery_id);
  const campaign = own.campaigns.update(recipient.campaign_id, (r) => {
    r.in_flight--;
    r[as]++;
  })!;
  return goOn(campaign, own);
}

function goOn(campaign: CampaignRow, own: OwnRows): Plan[] {
  if (campaign.state !== "running") return [];
  const plans = nextWaves(campaign, own);
  own.campaigns.update(campaign.campaign_id, (r) => {
    if (r.sent + r.failed + r.skipped >= r.total) r.state = "done";
  });
  return plans;
}

/** Whoever has given up their place meanwhile is not written to about it. */
function gone(registrationId: string, reason: string, own: OwnRows): Plan[] {
  return own.recipients.where({ registration_id: registrationId }).flatMap((recipient): Plan[] => {
    const campaign = own.campaigns.get(recipient.campaign_id)!;
    // those who are written to because they left stay
    if (isSegment(campaign.audience) || campaign.audience.who === "cancelled") return [];
    if (recipient.wave < campaign.next_wave) {
      return [withdraw({ key: keyOf(recipient.campaign_id, recipient.person_id), reason })];
    }
    own.recipients.delete(recipient.delivery_id);
    return goOn(
      own.campaigns.update(recipient.campaign_id, (r) => {
        r.total--;
      })!,
      own,
    );
  });
}
