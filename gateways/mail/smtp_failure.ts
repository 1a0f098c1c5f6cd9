import { type FailureClass, GatewayFailure } from "../failure.ts";
import { withoutAddresses } from "./addresses.ts";

/** What a failed sending means for the next one. */
export function smtpFailure(error: unknown): GatewayFailure {
  const { code, responseCode, message, command } = error as {
    code?: string;
    responseCode?: number;
    message?: string;
    command?: string;
  };
  const answer = responseCode ? `the mail server answered ${responseCode}` : `the mail server: ${code ?? "failed"}`;
  const text = withoutAddresses(`${answer}: ${message ?? String(error)}`);
  return new GatewayFailure(classOf(code, responseCode, command), text, undefined, { cause: error });
}

/** Nobody gets anything through: unknown or refused credentials, sending not allowed, no such host, nobody listening. */
const CHANNEL_CODES = new Set(["EAUTH", "ENOAUTH", "EOAUTH2", "EDNS", "ETLS", "EREQUIRETLS"]);
const CHANNEL_ANSWERS = new Set([421, 454, 530, 534, 535, 538]);
/** The mail itself cannot be sent, whoever tries. */
const MAIL_CODES = new Set(["EENVELOPE", "EMESSAGE", "ESTREAM"]);

/** Steps before any mail is spoken of: whoever is refused there is refused with every mail. */
const CHANNEL_STEPS = new Set(["CONN", "EHLO", "HELO", "LHLO", "STARTTLS"]);

function classOf(code?: string, responseCode?: number, command?: string): FailureClass {
  if (responseCode && command && CHANNEL_STEPS.has(command)) return "pause";
  if (responseCode && CHANNEL_ANSWERS.has(responseCode)) return "pause";
  if (code && CHANNEL_CODES.has(code)) return "pause";
  if (code === "ESOCKET" || code === "ECONNREFUSED") return "pause";
  if (responseCode && responseCode >= 500) return "never";
  if (responseCode && responseCode >= 400) return "retry";
  return code && MAIL_CODES.has(code) ? "never" : "retry";
}
