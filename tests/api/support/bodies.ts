import { eventBody, registrationBody } from "../../support/application.ts";

const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** A body that nothing is wrong with, for the calls of the API that need more than `{}`. */
export const bodies: Readonly<Record<string, unknown>> = {
  "POST /events": eventBody(),
  "POST /events/{id}/schedule": { publishAt: soon(2) },
  "POST /events/{id}/reschedule": { startTime_utc: soon(9) },
  "POST /events/{id}/duplicate": { shiftDays: 7 },
  "POST /events/{id}/restore": { revision: 0 },
  ...Object.fromEntries(
    ["pause", "resume", "skip", "send-now"].map((
      step,
    ) => [`POST /events/{id}/messages/${step}`, { message: "reminder" }]),
  ),
  "POST /events/{id}/registrations": registrationBody(),
  "POST /events/{id}/registrations/import": {
    people: [{ email: "list@contract.example", firstName: "Lis", lastName: "Ta" }],
    consentGiven: true,
  },
  "POST /events/{id}/registrations/bulk": { action: "resend", filter: {} },
  "POST /events/{id}/registrations/{registrationId}/attendance": { attendance: "attended" },
  "POST /events/{id}/registrations/{registrationId}/notes": { text: "Called." },
  "PUT /events/{id}/registrations/{registrationId}/tags": { tags: ["vip"] },
  "POST /events/{id}/registrations/{registrationId}/transfer": {
    email: "other@contract.example",
    firstName: "Ot",
    lastName: "Her",
  },
  "POST /members/invitations": { email: "new@contract.example", role: "auditor" },
  "POST /leads": { email: "lead@contract.example", firstName: "Le", lastName: "Ad", tags: ["vip"] },
  "POST /leads/{personId}/tags": { add: ["press"] },
  "POST /leads/{personId}/notes": { text: "Called." },
  "PUT /leads/{personId}/owner": { ownerId: null },
  "POST /leads/{personId}/tasks": { title: "Call" },
  "POST /leads/{personId}/merge": { from: crypto.randomUUID() },
  "POST /segments": { name: "Press", filter: { tags: ["press"] } },
  "POST /mailings": {
    purpose: "marketing",
    audience: { who: "confirmed" },
    texts: [{ language: "en", subject: "News", body: "Hello {firstName}" }],
    sendAt: soon(30),
  },
  "POST /mailings/count": { audience: { who: "confirmed", tag: "vip" } },
  "POST /tag-rules": { moment: "attended", eventId: null, category: null, tag: "came" },
  "POST /webhooks": { url: "https://203.0.114.7/hook", types: ["registration.confirmed"] },
  "POST /api-keys": { name: "contract", scopes: ["read"] },
};
