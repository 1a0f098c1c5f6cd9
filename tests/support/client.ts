import assert from "node:assert/strict";
import type { RunningApp } from "./app.ts";

/** Who asks the API of which process. */
export interface Client {
  app: Pick<RunningApp, "url">;
  apiKey: string;
}

export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** One call of the API. @throws when the connection breaks before the answer is whole */
export async function call(
  { app, apiKey }: Client,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(app.url + path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** A free event that begins in a month, published; its id. */
export async function publishedEvent(client: Client, options: { capacity: number; title?: string }): Promise<string> {
  const created = await call(client, "POST", "/api/events", {
    title: options.title ?? "Registered under fire",
    description: "Who was told so has a seat.",
    type: "webinar",
    access: "free",
    startTime_utc: new Date(Date.now() + 30 * 24 * 3600_000).toISOString(),
    duration: 60,
    timeZone: "Europe/Madrid",
    capacity: options.capacity,
    waitlist: true,
  });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const published = await call(client, "PUT", `/api/events/${created.body.id}`, { status: "published" });
  assert.equal(published.status, 200, JSON.stringify(published.body));
  return String(created.body.id);
}

/** Registers somebody; with a key, whoever asks again is answered alike. */
export function registerAt(
  client: Client,
  eventId: string,
  person: { email: string; firstName?: string; lastName?: string; phone?: string; timeZone?: string },
  key?: string,
): Promise<Answered> {
  return call(client, "POST", `/api/events/${eventId}/registrations`, {
    firstName: "Ana",
    lastName: "Núñez",
    ...person,
    termsAccepted: true,
    privacyConsent: true,
    marketingConsent: false,
  }, key === undefined ? {} : { "idempotency-key": key });
}

const RED = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/** Uploads a picture of one pixel; its id. */
export async function uploadAt({ app, apiKey }: Client): Promise<string> {
  const response = await fetch(`${app.url}/api/media`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "image/png" },
    body: Uint8Array.fromBase64(RED),
  });
  const answer = await response.json();
  assert.equal(response.status, 201, JSON.stringify(answer));
  return answer.id;
}

/** What `/readyz` says. */
export async function readinessOf(app: Pick<RunningApp, "url">): Promise<{ status: number; reasons: string[] }> {
  const response = await fetch(`${app.url}/readyz`);
  const { reasons } = await response.json();
  return { status: response.status, reasons };
}

/** A mail as `/dev/mailbox.json` shows it. */
export interface MailboxMail {
  to: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
  repeats: number;
}

/** Everything in the mailbox. */
export async function mailboxOf(app: Pick<RunningApp, "url">): Promise<MailboxMail[]> {
  return await (await fetch(`${app.url}/dev/mailbox.json?limit=100000`)).json();
}
