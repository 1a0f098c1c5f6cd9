import { common } from "./common.ts";
import { events } from "./events.ts";
import { publicPages } from "./public_pages.ts";
import { registration } from "./registration.ts";
import { validation } from "./validation.ts";

import { problemTexts } from "./problems.ts";

export const en = {
  ...problemTexts.en,
  ...common.en,
  ...publicPages.en,
  ...registration.en,
  ...events.en,
  ...validation.en,
};
