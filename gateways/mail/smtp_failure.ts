import { type FailureClass, GatewayFailure } from "../failure.ts";
import { withoutAddresses } from "./addresses.ts";

/** What a failed sending means for the next one. */
export function smtpFailure(error: unknown): GatewayFailure {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string };
  const answer = responseCode ? `the mail server answered ${responseCode}` : `the mail server: ${code ?? "failed"}`;
  const text = withoutAddresses(`${answer}: ${message ?? String(error)}`);
  return new GatewayFailure(classOf(code, responseCode), text, undefined, { cause: error });
}

/** Nobody gets anything through: unknown or refused credentials, sending not allowed, no such host, nobody listening. */
const CHANNEL_CODES = new Set(["EAUTH", "ENOAUTH", "EOAUTH2", "EDNS", "ETLS", "EREQUIRETLS"]);
const CHANNEL_ANSWERS = new Set([421, 454, 530, 534, 535, 538]);
/** The mail itself cannot be sent, whoever tries. */
const MAIL_CODES = new Set(["EENVELOPE", "EMESSAGE", "ESTREAM"]);

function classOf(code: string | undefined, responseCode: number | undefined): FailureClass {
  if (responseCode && CHANNEL_ANSWERS.has(responseCode)) return "pause";
  if (code && CHANNEL_CODES.has(code)) return "pause";
  if (code === "ESOCKET" || code === "ECONNREFUSED") return "pause";
  if (responseCode && responseCode >= 500) return "never";
  if (responseCode && responseCode >= 400) return "retry";
  return code && MAIL_CODES.has(code) ? "never" : "retry";
}
