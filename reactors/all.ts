import { campaigns } from "./campaigns.ts";
import { alerts } from "./alerts.ts";
import { cancellations } from "./cancellations.ts";
import { captureLeads } from "./capture_leads.ts";
import { confirmations } from "./confirmations.ts";
import { conversions } from "./conversions.ts";
import { erasePeople } from "./erase_people.ts";
import { followUps } from "./follow_ups.ts";
import { handovers } from "./handovers.ts";
import { invitations } from "./invitations.ts";
import { linkMails } from "./link_mails.ts";
import { nextDates } from "./next_dates.ts";
import { organizers } from "./organizers.ts";
import { offers } from "./offers.ts";
import { promoteWaitlist } from "./promote_waitlist.ts";
import { publications } from "./publications.ts";
import { reminders } from "./reminders.ts";
import { reschedules } from "./reschedules.ts";
import { tagLeads } from "./tag_leads.ts";
import { webhooks } from "./webhooks.ts";
import type { Reactor } from "./runtime/definition.ts";

/** Every effect this product has on the outside. */
export const reactors = [
  confirmations,
  cancellations,
  reschedules,
  reminders,
  linkMails,
  invitations,
  handovers,
  followUps,
  organizers,
  campaigns,
  nextDates,
  promoteWaitlist,
  offers,
  publications,
  erasePeople,
  captureLeads,
  tagLeads,
  conversions,
  webhooks,
  alerts,
] as unknown as readonly Reactor[];
