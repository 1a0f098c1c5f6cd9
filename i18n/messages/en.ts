import { analysis } from "./analysis.ts";
import { audit } from "./audit.ts";
import { account } from "./account.ts";
import { common } from "./common.ts";
import { counted } from "./counted.ts";
import { consent } from "./consent.ts";
import { desk } from "./desk.ts";
import { events } from "./events.ts";
import { eventWork } from "./event_work.ts";
import { files } from "./files.ts";
import { find } from "./find.ts";
import { inside } from "./inside.ts";
import { mailings } from "./mailings.ts";
import { messageTemplates } from "./message_templates.ts";
import { leads } from "./leads.ts";
import { operator } from "./operator.ts";
import { marketing } from "./marketing.ts";
import { people } from "./people.ts";
import { problemTexts } from "./problems.ts";
import { publicPages } from "./public_pages.ts";
import { registering } from "./registering.ts";
import { registration } from "./registration.ts";
import { sequence } from "./sequence.ts";
import { resend } from "./resend.ts";
import { settings } from "./settings.ts";
import { takingPart } from "./taking_part.ts";
import { studio } from "./studio.ts";
import { texts } from "./texts.ts";
import { timeline } from "./timeline.ts";
import { validation } from "./validation.ts";
import { figures } from "./figures.ts";
import { reasons } from "./reasons.ts";
import { webhooks } from "./webhooks.ts";
import { why } from "./why.ts";
import { wizard } from "./wizard.ts";

export const en = {
  ...problemTexts.en,
  ...files.en,
  ...find.en,
  ...inside.en,
  ...analysis.en,
  ...audit.en,
  ...account.en,
  ...common.en,
  ...publicPages.en,
  ...registering.en,
  ...registration.en,
  ...events.en,
  ...eventWork.en,
  ...mailings.en,
  ...messageTemplates.en,
  ...operator.en,
  ...marketing.en,
  ...people.en,
  ...leads.en,
  ...counted.en,
  ...consent.en,
  ...desk.en,
  ...sequence.en,
  ...resend.en,
  ...settings.en,
  ...takingPart.en,
  ...studio.en,
  ...texts.en,
  ...timeline.en,
  ...validation.en,
  ...figures.en,
  ...reasons.en,
  ...webhooks.en,
  ...why.en,
  ...wizard.en,
};
