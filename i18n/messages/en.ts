import { common } from "./common.ts";
import { events } from "./events.ts";
import { publicPages } from "./public_pages.ts";
import { registration } from "./registration.ts";
import { validation } from "./validation.ts";

export const en = {
  ...common.en,
  ...publicPages.en,
  ...registration.en,
  ...events.en,
  ...validation.en,
};
