import { type Answer, type PlatformServer, platformServer } from "./server.ts";

const HASHED = ["em", "ph", "fn", "ln", "db", "ge", "ct", "st", "zp", "country", "external_id"];
const WEEK = 7 * 86_400;

export interface MetaServer extends PlatformServer {
  readonly token: string;
  readonly pixelId: string;
  /** Event ids that were taken, each call's together. */
  readonly taken: readonly string[][];
}

/** A local Meta: checks a call whole, and takes all of it or nothing. `mayRead`: whether the token may read the pixel. */
export async function metaServer({ mayRead = true } = {}): Promise<MetaServer> {
  const token = "EAATESTtoken0123456789abcdefghijklmnop";
  const pixelId = "8765432109876";
  const taken: string[][] = [];
  const server = await platformServer({
    answer(asked) {
      if (asked.path === `/v26.0/${pixelId}` && asked.method === "GET") {
        if (asked.headers.get("authorization") !== `Bearer ${token}`) return deadToken();
        return mayRead ? { status: 200, body: { id: pixelId } } : error(403, 200, "Permissions error");
      }
      if (asked.path === "/v26.0/dataset_quality") {
        return { status: 200, body: { web: [{ event_name: "Lead", event_match_quality: { composite_score: 7.4 } }] } };
      }
      if (asked.path !== `/v26.0/${pixelId}/events`) return error(400, 100, "Object does not exist", 33);
      if (asked.body.access_token !== token) return deadToken();
      const data = asked.body.data as Record<string, unknown>[] | undefined;
      if (!Array.isArray(data) || data.length === 0 || data.length > 1_000) return error(400, 100, "Invalid parameter");
      const wrong = data.map(problemOf).find((problem) => problem !== null);
      if (wrong) return error(400, 100, wrong);
      taken.push(data.map(({ event_id }) => String(event_id)));
      return { status: 200, body: { events_received: data.length, messages: [], fbtrace_id: "AbCdEf" } };
    },
    refuse: (trouble) =>
      trouble === "rate_limit"
        ? { ...error(400, 4, "Application request limit reached"), headers: { "Retry-After": "1" } }
        : trouble === "dead_token"
        ? deadToken()
        : trouble === "bad_input"
        ? error(400, 100, "Invalid parameter")
        : trouble === "error_in_200"
        ? { ...error(200, 2, "Service temporarily unavailable") }
        : error(500, 1, "An unknown error occurred"),
  });
  return Object.assign(server, { token, pixelId, taken });
}

function deadToken(): Answer {
  return error(401, 190, "Error validating access token");
}

function error(status: number, code: number, message: string, error_subcode?: number): Answer {
  return { status, body: { error: { message, type: "OAuthException", code, error_subcode, fbtrace_id: "x" } } };
}

/** What is wrong with one event; null: nothing. */
function problemOf(event: Record<string, unknown>): string | null {
  const now = Date.now() / 1000;
  const user = event.user_data as Record<string, unknown> | undefined;
  if (typeof event.event_name !== "string" || event.event_name === "") return "event_name is missing";
  if (typeof event.event_time !== "number" || event.event_time < now - WEEK) return "event_time is too old";
  if (event.event_time > now + 60) return "event_time is in the future";
  if (event.action_source !== "website" && event.action_source !== "system_generated") return "action_source";
  if (!user || Object.keys(user).length === 0) return "user_data is missing";
  if (event.action_source === "website" && !(event.event_source_url && user.client_user_agent)) {
    return "a website event needs event_source_url and client_user_agent";
  }
  for (const name of HASHED) {
    if (user[name] === undefined) continue;
    const values = user[name];
    if (!Array.isArray(values) || !values.every((v) => /^[a-f0-9]{64}$/.test(String(v)))) {
      return `${name} is not hashed`;
    }
  }
  const names = Object.keys(user);
  const weak = ["ct", "country", "st", "zp", "ge", "client_user_agent"];
  if (names.every((name) => weak.includes(name))) return "not enough customer information";
  if (event.event_name === "Purchase") {
    const { value, currency } = (event.custom_data ?? {}) as { value?: unknown; currency?: unknown };
    if (typeof value !== "number" || !/^[A-Z]{3}$/.test(String(currency))) return "Purchase needs value and currency";
  }
  return null;
}
