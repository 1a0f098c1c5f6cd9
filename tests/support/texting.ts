import assert from "node:assert/strict";
import { call, type Client } from "./client.ts";

/** A zone in which it is about noon: nobody sleeps there, whenever the tests run. */
export function awakeZone(now = new Date()): string {
  const ahead = 12 - now.getUTCHours();
  // the names of these zones count the other way round
  return ahead === 0 ? "Etc/GMT" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

/** A published event that begins in a few hours and reminds by text message; its id. */
export async function textingEvent(client: Client): Promise<string> {
  const created = await call(client, "POST", "/api/events", {
    title: "Told by text",
    description: "Begins soon.",
    type: "webinar",
    access: "free",
    startTime_utc: new Date(Date.now() + 5 * 3_600_000).toISOString(),
    duration: 60,
    timeZone: "Europe/Madrid",
    automations: {
      confirmation: false,
      reminders: ["PT1H"],
      sequence: {
        timing: [{ offset: "PT1H", hour: null, ways: ["sms"] }],
        roomOpens: false,
        speakerAlert: null,
        summary: null,
      },
    },
  });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const id = String(created.body.id);
  const published = await call(client, "PUT", `/api/events/${id}`, { status: "published" });
  assert.equal(published.status, 200, JSON.stringify(published.body));
  return id;
}
