import assert from "node:assert/strict";
import { type ChooseConsent, consent, snapshotOf } from "../../../domain/consent/consent.ts";
import type { ConsentEvent } from "../../../domain/consent/events.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";

const at = "2026-11-01T10:00:00.000Z";
const consentId = id.any("browser");
const choose: ChooseConsent = {
  type: "ChooseConsent",
  at,
  consentId,
  studioId: id.studio(),
  statistics: true,
  ads: true,
  textVersion: "2026-11",
  language: "de",
  gpc: false,
  proof: { page: "/webinars/a", browser: "hash" },
};
const { type: _, at: __, ...rest } = choose;
const chosen = { type: "ConsentChosen", data: { ...rest, chosenAt: at } } as const;
const withdraw = {
  type: "WithdrawConsent",
  at,
  subjectId: consentId,
  studioId: id.studio(),
  personId: null,
  purposes: ["ads"],
  via: "own_page",
} as const;
const { type: ___, at: ____, ...taken } = withdraw;
const withdrawn: ConsentEvent = { type: "ConsentWithdrawn", data: { ...taken, purposes: [...taken.purposes] } };

Deno.test("a choice is a fact with its words, its time and its proof, and the same again is none", () => {
  given(consent).when(choose).then(chosen);
  given(consent, chosen).when(choose).then();
  given(consent, chosen).when({ ...choose, textVersion: "2027-01" })
    .then({ ...chosen, data: { ...chosen.data, textVersion: "2027-01" } });
});

Deno.test("Global Privacy Control counts as a no, whatever was clicked", () =>
  given(consent).when({ ...choose, gpc: true })
    .then({ ...chosen, data: { ...chosen.data, gpc: true, ads: false, statistics: false } }));

Deno.test("what is taken back is taken back once", () => {
  given(consent, chosen).when(withdraw).then(withdrawn);
  given(consent, chosen, withdrawn).when(withdraw).then();
  given(consent).when(withdraw).then(withdrawn);
});

Deno.test("a snapshot holds what was allowed at that moment, and nothing where nobody chose", () => {
  const none = consent.initial();
  assert.deepEqual(snapshotOf(null, none, false), {
    consentId: null,
    statistics: false,
    ads: false,
    textVersion: "",
    choseAt: null,
    gpc: false,
  });
  const yes = consent.evolve(none, chosen);
  assert.equal(snapshotOf(consentId, yes, false).ads, true);
  assert.equal(snapshotOf(consentId, yes, true).ads, false);
  assert.equal(snapshotOf(consentId, consent.evolve(yes, withdrawn), false).ads, false);
  assert.equal(snapshotOf(consentId, consent.evolve(yes, withdrawn), false).statistics, true);
});
