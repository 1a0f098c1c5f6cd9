import { type Answer, type PlatformServer, platformServer } from "./server.ts";

export interface TikTokServer extends PlatformServer {
  readonly token: string;
  readonly pixelId: string;
  readonly advertiserId: string;
  readonly taken: readonly string[][];
}

/** A local TikTok: errors come with HTTP 200, and only `code` 0 is a success. */
export async function tiktokServer(): Promise<TikTokServer> {
  const token = "ttTESTtoken0123456789abcdefghijklmnopqr";
  const pixelId = "C4ABCDEFGHIJKLMNOPQR";
  const advertiserId = "700000000000001";
  const taken: string[][] = [];
  const server = await platformServer({
    answer({ path, headers, query, body, method }) {
      if (headers.get("access-token") !== token) return error(40105, "Access token is incorrect or has been revoked.");
      if (path === "/open_api/v1.3/pixel/list/" && method === "GET") {
        if (query.get("advertiser_id") !== advertiserId) return error(40001, "No permission");
        return { status: 200, body: { code: 0, message: "OK", data: { pixels: [{ pixel_code: pixelId }] } } };
      }
      if (path !== "/open_api/v1.3/event/track/") return { status: 404, body: { code: 40006, message: "Not found" } };
      if (body.event_source !== "web" || body.event_source_id !== pixelId) {
        return error(40002, "Invalid event_source_id");
      }
      const data = body.data as Record<string, unknown>[] | undefined;
      if (!Array.isArray(data) || data.length === 0 || data.length > 1_000) return error(40002, "Invalid data");
      const wrong = data.map(problemOf).find((problem) => problem !== null);
      if (wrong) return error(40002, wrong);
      taken.push(data.map(({ event_id }) => String(event_id)));
      return { status: 200, body: { code: 0, message: "OK", request_id: "2026", data: {} } };
    },
    refuse: (trouble) =>
      trouble === "dead_token"
        ? error(40105, "Access token is incorrect or has been revoked.")
        : trouble === "server_error"
        ? { status: 503, body: { code: 50000, message: "System error" } }
        : error(40100, "Requests made too frequently"),
  });
  return Object.assign(server, { token, pixelId, advertiserId, taken });
}

function error(code: number, message: string): Answer {
  return { status: 200, body: { code, message, request_id: "2026", data: {} } };
}

function problemOf(event: Record<string, unknown>): string | null {
  const user = event.user as Record<string, string> | undefined;
  if (typeof event.event !== "string" || typeof event.event_time !== "number") return "event and event_time are needed";
  if (!user || Object.keys(user).length === 0) return "user is needed";
  for (const name of ["email", "phone", "external_id", "first_name", "last_name", "zip_code"]) {
    if (user[name] !== undefined && !/^[a-f0-9]{64}$/.test(user[name])) return `${name} is not hashed`;
  }
  return null;
}
