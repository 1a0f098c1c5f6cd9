import { HttpError } from "fresh";
import { reportText, switchTexts } from "../commands/texts.ts";
import { peopleWithNumber } from "../projections/queries.ts";
import type { Application } from "./application.ts";

type App = Pick<Application, "config" | "baseUrl" | "commands" | "timelines" | "db">;

/** What becomes of a text that Twilio has taken; everything between says nothing yet. */
const ends: Readonly<Record<string, boolean>> = { delivered: true, read: true, undelivered: false, failed: false };

/** Twilio tells what became of one text. @throws {HttpError} 403 unless it signed that, 404 without an account there */
export async function takeTextReport(app: App, deliveryId: string, request: Request): Promise<void> {
  const told = await signedForm(app, request);
  if (!/^[0-9a-f-]{36}$/.test(deliveryId)) throw new HttpError(404);
  const arrived = ends[told.MessageStatus ?? told.SmsStatus ?? ""];
  if (arrived === undefined) return;
  const about = await app.timelines.recipient(deliveryId);
  const report = arrived
    ? { deliveryId, arrived }
    : { deliveryId, arrived, code: (told.ErrorCode ?? "").replace(/\D/g, "").slice(0, 20) };
  await reportText(app.commands, report, about?.studioId ?? null);
}

/** The words that providers and laws know, and what people here say; anything around them makes it a message. */
const words = {
  StopTexts: ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke", "stopp", "alto", "baja"],
  ResumeTexts: ["start", "unstop", "yes", "weiter", "alta"],
} as const;

/**
 * Somebody has answered a text. STOP and START hold for every studio that knows the number, since all of them write from
 * one; anything else is nobody's. @throws {HttpError} as {@link takeTextReport}
 */
export async function takeAnswer(app: App, request: Request): Promise<void> {
  const told = await signedForm(app, request);
  const said = (told.OptOutType ?? told.Body ?? "").trim().toLowerCase().replace(/[.!]+$/, "");
  const found = Object.entries(words).find(([, known]) => (known as readonly string[]).includes(said));
  if (!found || !told.From) return;
  const type = found[0] as keyof typeof words;
  for (const whose of await peopleWithNumber(app.db, told.From)) {
    await switchTexts(app.commands, whose, { type, cause: told.MessageSid ?? app.commands.newId() });
  }
}

const MOST = 64_000;

/** The fields of a form that Twilio has signed for the address at which it came to us. */
async function signedForm({ config, baseUrl }: App, request: Request): Promise<Record<string, string | undefined>> {
  if (!config.sms) throw new HttpError(404);
  const body = await request.text();
  if (body.length > MOST) throw new HttpError(413);
  const fields = Object.fromEntries(new URLSearchParams(body));
  const { pathname, search } = new URL(request.url);
  const { default: { validateRequest } } = await import("twilio");
  const signature = request.headers.get("x-twilio-signature") ?? "";
  if (!validateRequest(config.sms.authToken, signature, baseUrl + pathname + search, fields)) throw new HttpError(403);
  return fields;
}
