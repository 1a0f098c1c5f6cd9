import { HttpError } from "fresh";
import { z } from "zod";
import { reportDelivery } from "../commands/report_delivery.ts";
import { Rejected } from "../domain/decider.ts";
import { readNotice } from "./delivery_status.ts";
import type { Application } from "./application.ts";
import { isSigned } from "./signed.ts";

type App = Pick<Application, "commands" | "vault" | "timelines">;

/** What a studio's mail provider signs its reports with. */
export const mailSecret = (vault: Pick<Application["vault"], "derivedSecret">, studioId: string): string =>
  vault.derivedSecret(`mail reports ${studioId}`);

const Report = z.object({
  type: z.enum(["bounce", "deferral", "complaint"]),
  messageId: z.string().max(300),
  status: z.string().max(20).default(""),
});
const said = { bounce: "bounced", deferral: "deferred", complaint: "complained" } as const;

/** A provider's report about a mail. @throws {HttpError} 401 unless it is signed, 400 for what cannot be read */
export async function takeReport(app: App, studioId: string, request: Request): Promise<void> {
  const body = await signedBody(app, studioId, request);
  const parsed = Report.safeParse(parsedJson(body));
  if (!parsed.success) throw new HttpError(400);
  const { type, messageId, status } = parsed.data;
  await take(app, studioId, { messageId, what: said[type], status });
}

/** A returned mail or a complaint as it came, dropped in whole. @throws {HttpError} as {@link takeReport} */
export async function takeNotice(app: App, studioId: string, request: Request): Promise<void> {
  const notice = await readNotice(await signedBody(app, studioId, request));
  if (notice) await take(app, studioId, notice);
}

/** About a mail that is none of this studio's nothing is said: whoever reports it has nothing to mend. */
async function take(
  { commands, timelines }: App,
  studioId: string,
  { messageId, what, status }: { messageId: string; what: "bounced" | "deferred" | "complained"; status: string },
): Promise<void> {
  const deliveryId = /^<?([0-9a-f-]{36})@/.exec(messageId)?.[1];
  const about = deliveryId ? await timelines.recipient(deliveryId) : null;
  if (!deliveryId || about?.studioId !== studioId) return;
  try {
    const { personId } = about;
    await reportDelivery(commands, { deliveryId, what, status }, personId === null ? null : { studioId, personId });
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
  }
}

const MOST = 1_000_000;

async function signedBody({ vault, commands }: App, studioId: string, request: Request): Promise<string> {
  if (!/^[0-9a-f-]{36}$/.test(studioId)) throw new HttpError(404);
  const body = await request.text();
  if (body.length > MOST) throw new HttpError(413);
  const now = Date.parse(commands.now());
  if (!isSigned(request.headers, body, mailSecret(vault, studioId), now)) throw new HttpError(401);
  return body;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
