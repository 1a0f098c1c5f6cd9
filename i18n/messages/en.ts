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

export const en = {
  ...problemTexts.en,
  ...inside.en,
  ...audit.en,
  ...account.en,
  ...common.en,
  ...publicPages.en,
  ...registration.en,
  ...events.en,
  ...people.en,
  ...validation.en,
};
