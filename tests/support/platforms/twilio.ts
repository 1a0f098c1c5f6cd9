import { createHmac } from "node:crypto";
import { type Answer, type PlatformServer, platformServer } from "./server.ts";

export interface TwilioServer extends PlatformServer {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  /** What it took, in order. */
  readonly messages: readonly Taken[];
  /** Numbers whose owners have said STOP. */
  readonly stopped: Set<string>;
  /** The header by which it proves that a form for an address is from it. */
  sign(url: string, fields: Record<string, string>): string;
}

interface Taken {
  sid: string;
  to: string;
  body: string;
  statusCallback: string | null;
  at: string;
}

/** A local Twilio: checks account, form and numbers, keeps what it took, and lists it by number. */
export async function twilioServer(options: { latencyMs?: number } = {}): Promise<TwilioServer> {
  const accountSid = `AC${"0123456789abcdef".repeat(2)}`;
  const authToken = "twilio-test-token";
  const from = "+34900000000";
  const messages: Taken[] = [];
  const stopped = new Set<string>();
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const shown = ({ sid, to, body, at }: Taken) => ({
    sid,
    to,
    from,
    body,
    account_sid: accountSid,
    direction: "outbound-api",
    status: "queued",
    num_segments: "1",
    date_created: new Date(at).toUTCString().replace("GMT", "+0000"),
    date_sent: null,
    date_updated: null,
    price: null,
    error_code: null,
  });

  const server = await platformServer({
    answer({ method, path: asked, headers, body, query }): Answer {
      if (asked !== path) return error(404, 20404, `The requested resource ${asked} was not found`);
      if (headers.get("authorization") !== `Basic ${btoa(`${accountSid}:${authToken}`)}`) return refused();
      if (method === "GET") {
        const to = query.get("To");
        const found = messages.filter((message) => to === null || message.to === to).reverse();
        return { status: 200, body: { messages: found.map(shown), page_size: 50, next_page_uri: null } };
      }
      if (headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") !== true) {
        return error(415, 20415, "Unsupported Media Type");
      }
      const { To, From, Body, StatusCallback = null } = body as Record<string, string | undefined>;
      if (!To) return error(400, 21604, "A 'To' phone number is required.");
      if (From !== from) return error(400, 21606, `The From phone number ${From} is not valid`);
      if (!/^\+[1-9]\d{6,14}$/.test(To)) return error(400, 21211, `The 'To' number ${To} is not a valid phone number.`);
      if (!Body) return error(400, 21602, "Message body is required.");
      if (Body.length > 1_600) {
        return error(400, 21617, "The concatenated message body exceeds the 1600 character limit");
      }
      if (StatusCallback !== null && !/^https?:\/\/[^/]+\.[^/]+\//.test(StatusCallback)) {
        return error(400, 21609, `The StatusCallback URL ${StatusCallback} is not a valid URL.`);
      }
      if (stopped.has(To)) return error(400, 21610, "Attempt to send to unsubscribed recipient");
      const sid = `SM${crypto.randomUUID().replaceAll("-", "")}`;
      const taken = { sid, to: To, body: Body, statusCallback: StatusCallback, at: new Date().toISOString() };
      messages.push(taken);
      return { status: 201, body: shown(taken) };
    },
    refuse: (trouble) =>
      trouble === "rate_limit"
        ? { ...error(429, 20429, "Too Many Requests"), headers: { "Retry-After": "2" } }
        : trouble === "dead_token"
        ? refused()
        : trouble === "server_error"
        ? { status: 503, body: "upstream connect error" }
        : { status: 200, body: {} },
  }, options);
  const sign = (url: string, fields: Record<string, string>) =>
    createHmac("sha1", authToken)
      .update(url + Object.keys(fields).sort().map((name) => name + fields[name]).join(""))
      .digest("base64");
  return Object.assign(server, { accountSid, authToken, from, messages, stopped, sign });
}

function refused(): Answer {
  return error(401, 20003, "Authenticate");
}

function error(status: number, code: number, message: string): Answer {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}
