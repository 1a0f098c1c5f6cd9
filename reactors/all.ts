import { cancellations } from "./cancellations.ts";
import { confirmations } from "./confirmations.ts";
import { erasePeople } from "./erase_people.ts";
import { invitations } from "./invitations.ts";
import { linkMails } from "./link_mails.ts";
import { promoteWaitlist } from "./promote_waitlist.ts";
import { reminders } from "./reminders.ts";
import { reschedules } from "./reschedules.ts";
import type { Reactor } from "./runtime/definition.ts";

/** Every effect this product has on the outside. */
export const reactors = [
  confirmations,
  cancellations,
  reschedules,
  reminders,
  linkMails,
  invitations,
  promoteWaitlist,
  erasePeople,
] as unknown as readonly Reactor[];
