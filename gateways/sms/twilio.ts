import type { Twilio } from "twilio";
import { type FailureClass, GatewayFailure } from "../failure.ts";
import { oneRequest } from "./one_request.ts";
import { NumberStopped, type SmsGateway, type TextMessage } from "./port.ts";

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  /** A number, or the id of a messaging service. */
  from: string;
  apiUrl: string;
  /** Milliseconds for a call. */
  timeout?: number;
}

/** Messages of one number that are looked through for one that may have gone out. */
const LOOKED_THROUGH = 50;
/** Milliseconds by which the provider's clock may differ. */
const SKEW = 60_000;
/** It names whom it is for: it stands in no log. */
const TO = /^\+[1-9]\d{6,14}$/;

/**
 * Sends text messages by Twilio. Twilio knows no key by which it would recognise a repeat, so where an attempt may have gone
 * out before, its own list is asked first; the receipt says what it said. Never repeats a call by itself.
 */
export function twilioSms({ accountSid, authToken, from, apiUrl, timeout = 20_000 }: TwilioOptions): SmsGateway {
  const sender = from.startsWith("MG") ? { messagingServiceSid: from } : { from };

  return {
    async send(message, { signal } = {}) {
      if (!TO.test(message.to)) throw new GatewayFailure("never", "the number is not in the form of E.164");
      // loaded with the first text: most processes never send one
      const { default: twilio } = await import("twilio");
      const calls = AbortSignal.timeout(timeout);
      const http = oneRequest(signal ? AbortSignal.any([signal, calls]) : calls);
      const client = twilio(accountSid, authToken, { httpClient: http as never, accountSid });
      client.api.baseUrl = apiUrl;
      try {
        const told = message.mayHaveGoneSince === null ? "" : "; an attempt before had no known outcome";
        const found = message.mayHaveGoneSince === null ? undefined : await goneOut(client, message);
        if (found) return { receipt: `${found.sid}, found in Twilio's list (${found.status})${told}` };
        const made = await client.messages.create({
          to: message.to,
          body: message.text,
          ...sender,
          ...(message.reportTo === null ? {} : { statusCallback: message.reportTo }),
        });
        if (!/^(SM|MM)/.test(made.sid)) throw new TypeError("no message in the answer");
        const sent = `${made.sid}, ${made.status}, ${message.segments} segments`;
        return { receipt: told ? `${sent}${told}, and Twilio's list did not have it` : sent };
      } catch (error) {
        throw failureOf(error, http.retryAfter);
      }
    },
    close: () => Promise.resolve(),
  };
}

/** The message in the provider's own list; a trial account's begin with a sentence of Twilio's. */
async function goneOut(client: Twilio, { to, text, mayHaveGoneSince }: TextMessage) {
  const since = Date.parse(mayHaveGoneSince!) - SKEW;
  const list = await client.messages.list({ to, limit: LOOKED_THROUGH, pageSize: LOOKED_THROUGH });
  return list.find(({ body, dateCreated, direction }) =>
    direction !== "inbound" && body?.endsWith(text) && dateCreated?.getTime() >= since
  );
}

/** Codes that mean more than their status (https://www.twilio.com/docs/api/errors), in our words: theirs name numbers. */
const codes: Readonly<Record<number, { is: FailureClass; means: string }>> = {
  14107: { is: "pause", means: "too many at once" },
  20003: { is: "pause", means: "the credentials are refused" },
  20005: { is: "pause", means: "the account is not active" },
  20404: { is: "pause", means: "there is no such account" },
  20429: { is: "pause", means: "too many at once" },
  21211: { is: "never", means: "the number is none that can be reached" },
  21408: { is: "never", means: "the account may not send to that country" },
  21606: { is: "pause", means: "the sender may not send texts" },
  21608: { is: "never", means: "a trial account sends to confirmed numbers only" },
  21611: { is: "retry", means: "the sender's queue is full" },
  21612: { is: "never", means: "the number cannot be reached from the sender" },
  21614: { is: "never", means: "the number takes no texts" },
  21617: { is: "never", means: "the text is too long" },
  21659: { is: "pause", means: "the sender is none of the account's" },
  30001: { is: "retry", means: "the queue is full" },
};
const STOPPED = 21610;

function failureOf(error: unknown, retryAfter: number | undefined): GatewayFailure {
  if (error instanceof GatewayFailure) return error;
  const { status, code } = error as { status?: number; code?: number | string };
  if (status === undefined) {
    return new GatewayFailure("retry", "Twilio gave no answer that could be read", undefined, { cause: error });
  }
  const number = Number(code ?? NaN);
  if (number === STOPPED) return new NumberStopped(`Twilio answered ${status} (${STOPPED}): the person has said STOP`);
  const known = codes[number];
  const said = `Twilio answered ${status}${Number.isInteger(number) ? ` (${number})` : ""}`;
  const message = known ? `${said}: ${known.means}` : said;
  return new GatewayFailure(known?.is ?? classOf(status), message, retryAfter, { cause: error });
}

function classOf(status: number): FailureClass {
  if (status === 401 || status === 403 || status === 429) return "pause";
  return status >= 500 || status === 408 ? "retry" : "never";
}
