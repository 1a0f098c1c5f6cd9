import { common } from "./common.ts";
import { events } from "./events.ts";
import { publicPages } from "./public_pages.ts";
import { registration } from "./registration.ts";
import { validation } from "./validation.ts";

import { problemTexts } from "./problems.ts";

export const es = {
  ...problemTexts.es,
  ...common.es,
  ...publicPages.es,
  ...registration.es,
  ...events.es,
  ...validation.es,
};
