import assert from "node:assert/strict";
import { claim, claimStream } from "../../domain/claim/claim.ts";
import type { ClaimEvent } from "../../domain/claim/events.ts";
import { given } from "../support/given.ts";

const at = "2026-11-01T10:00:00.000Z";
const value = { scope: "slug", value: "studio/yoga" };
const take = (owner: string) => ({ type: "Claim", at, ...value, owner }) as const;
const claimed: ClaimEvent = { type: "Claimed", data: { ...value, owner: "a" } };
const released: ClaimEvent = { type: "Released", data: { ...value, owner: "a" } };

Deno.test("Claim takes what is free", () => given(claim).when(take("a")).then(claimed));
Deno.test("Claim by who has it already is nothing", () => given(claim, claimed).when(take("a")).thenNothing());
Deno.test("Claim refuses what somebody else has", () =>
  given(claim, claimed).when(take("b")).rejects("claim_taken", value));
Deno.test("Claim takes what was given back", () =>
  given(claim, claimed, released).when(take("b")).then({ type: "Claimed", data: { ...value, owner: "b" } }));
Deno.test("Release gives back what one has, and nothing else", () => {
  given(claim, claimed).when({ type: "Release", at, owner: "a" }).then(released);
  given(claim, claimed).when({ type: "Release", at, owner: "b" }).thenNothing();
  given(claim).when({ type: "Release", at, owner: "a" }).thenNothing();
});
Deno.test("one value of one scope has one stream", () => {
  assert.equal(claimStream("slug", "a"), claimStream("slug", "a"));
  assert.notEqual(claimStream("slug", "a"), claimStream("studio_address", "a"));
});
