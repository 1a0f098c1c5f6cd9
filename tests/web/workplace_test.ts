import assert from "node:assert/strict";
import type { StudioId } from "../../domain/ids.ts";
import { usualSwitches } from "../../domain/studio/settings.ts";
import type { Membership } from "../../web/state.ts";
import { chooseStudio, studioFor } from "../../web/workplace.ts";

const studios = [1, 2].map((n): Membership => ({
  id: `00000000-0000-4000-8000-00000000000${n}` as StudioId,
  name: `Studio ${n}`,
  address: `studio-${n}`,
  timeZone: "UTC",
  currency: "EUR",
  language: "en",
  role: "owner",
  switches: usualSwitches,
}));

Deno.test("Somebody works in the studio they chose, of those they belong to", () => {
  const cookie = chooseStudio(studios[1]!.id, true).split(";")[0]!;
  assert.equal(studioFor(studios, new Headers({ cookie: `session=x; ${cookie}` }))?.name, "Studio 2");
  assert.equal(studioFor(studios, new Headers())?.name, "Studio 1");
  assert.equal(studioFor(studios.slice(0, 1), new Headers({ cookie }))?.name, "Studio 1", "left the chosen one");
  assert.equal(studioFor([], new Headers({ cookie })), null);
  assert.match(chooseStudio(studios[0]!.id, true), /HttpOnly; SameSite=Lax; Secure$/);
});
