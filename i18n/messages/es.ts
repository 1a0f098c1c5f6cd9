import { audit } from "./audit.ts";
import { account } from "./account.ts";
import { common } from "./common.ts";
import { events } from "./events.ts";
import { inside } from "./inside.ts";
import { people } from "./people.ts";
import { problemTexts } from "./problems.ts";
import { publicPages } from "./public_pages.ts";
import { registration } from "./registration.ts";
import { validation } from "./validation.ts";

export const es = {
  ...problemTexts.es,
  ...inside.es,
  ...audit.es,
  ...account.es,
  ...common.es,
  ...publicPages.es,
  ...registration.es,
  ...events.es,
  ...people.es,
  ...validation.es,
};
