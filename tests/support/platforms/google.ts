import { type Answer, type PlatformServer, platformServer } from "./server.ts";

export interface GoogleServer extends PlatformServer {
  readonly grant: string;
  readonly customerId: string;
  readonly measurementId: string;
  readonly apiSecret: string;
  /** Transaction ids and Analytics' event ids that were taken, each call's together. */
  readonly taken: readonly string[][];
}

/** A local Google: sign-in, Data Manager (fails fast and whole) and Analytics (takes nearly everything). */
export async function googleServer(): Promise<GoogleServer> {
  const grant = { client_id: "cid.apps", client_secret: "GOCSPX-secret", refresh_token: "1//refresh-token-0123456789" };
  const customerId = "123-456-7890";
  const measurementId = "G-TEST12345";
  const apiSecret = "ga4SecretValue0123456789";
  const access = "ya29.access-token-0123456789abcdef";
  const taken: string[][] = [];
  const server = await platformServer({
    answer({ path, body, headers, query }) {
      if (path === "/token") {
        const right = body.refresh_token === grant.refresh_token && body.client_secret === grant.client_secret;
        if (!right) return { status: 400, body: { error: "invalid_grant", error_description: "Bad Request" } };
        return { status: 200, body: { access_token: access, expires_in: 3599, token_type: "Bearer" } };
      }
      if (path === "/mp/collect" || path === "/debug/mp/collect") {
        const problem = analyticsProblem(body, query, measurementId);
        if (path === "/debug/mp/collect") {
          return { status: 200, body: { validationMessages: problem ? [{ description: problem }] : [] } };
        }
        // it answers 204 even to what it throws away, a wrong secret included
        const events = (body.events ?? []) as { params?: { event_id?: string } }[];
        if (!problem && query.get("api_secret") === apiSecret) {
          taken.push(events.map(({ params }) => String(params?.event_id)));
        }
        return { status: 204, body: null };
      }
      if (path !== "/v1/events:ingest") return failed(404, "NOT_FOUND", "Not found");
      if (headers.get("authorization") !== `Bearer ${access}`) {
        return failed(401, "UNAUTHENTICATED", "Invalid credentials");
      }
      const problem = ingestProblem(body);
      if (problem) return failed(400, "INVALID_ARGUMENT", problem);
      const events = body.events as { transactionId: string }[];
      if (body.validateOnly !== true) taken.push(events.map(({ transactionId }) => transactionId));
      return { status: 200, body: { requestId: "req-1" } };
    },
    refuse: (trouble) =>
      trouble === "rate_limit"
        ? failed(429, "RESOURCE_EXHAUSTED", "Quota exceeded")
        : trouble === "dead_token"
        ? failed(401, "UNAUTHENTICATED", "Invalid credentials")
        : trouble === "error_in_200"
        ? failed(200, "INTERNAL", "Internal error")
        : failed(500, "INTERNAL", "Internal error"),
  });
  return Object.assign(server, { grant: JSON.stringify(grant), customerId, measurementId, apiSecret, taken });
}

function failed(code: number, status: string, message: string): Answer {
  return { status: code, body: { error: { code, status, message } } };
}

function ingestProblem(body: Record<string, unknown>): string | null {
  const destinations = body.destinations as { reference?: string; operatingAccount?: { accountId?: string } }[];
  const events = body.events as Record<string, unknown>[] | undefined;
  if (!Array.isArray(destinations) || destinations.length === 0) return "destinations are required";
  if (!destinations.every(({ operatingAccount }) => operatingAccount?.accountId === "1234567890")) {
    return "no such account";
  }
  if (!Array.isArray(events) || events.length === 0 || events.length > 2_000) return "events";
  const references = new Set(destinations.map(({ reference }) => reference));
  for (const event of events) {
    const named = event.destinationReferences as string[] | undefined;
    if (named?.some((name) => !references.has(name))) return "unknown destination reference";
    if (Number.isNaN(Date.parse(String(event.eventTimestamp)))) return "eventTimestamp";
    const people = (event.userData as { userIdentifiers?: Record<string, unknown>[] } | undefined)?.userIdentifiers;
    if (!people?.length && !event.adIdentifiers) return "user identifiers or a click id are required";
    for (const person of people ?? []) {
      const hash = person.emailAddress ?? person.phoneNumber;
      if (hash !== undefined && !/^[a-f0-9]{64}$/.test(String(hash))) return "identifier is not hashed";
    }
    if (event.conversionValue !== undefined && !event.currency) return "currency is required with a value";
    if (!event.consent) return "consent";
  }
  return null;
}

function analyticsProblem(body: Record<string, unknown>, query: URLSearchParams, measurementId: string): string | null {
  if (query.get("measurement_id") !== measurementId) return "measurement_id is not known";
  if (typeof body.client_id !== "string") return "client_id is required";
  const events = body.events as { name?: string }[] | undefined;
  if (!events?.length || events.length > 25) return "events";
  return events.every(({ name }) => /^[a-z][a-z0-9_]{0,39}$/.test(name ?? "")) ? null : "event name";
}
