import { CallFailure } from "./port.ts";

export interface Answered {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Longest answer that is read. */
const LONGEST = 1_000_000;

/**
 * One call of a platform's API. Says nothing of its address or headers in any failure: they may hold the token.
 * @throws {CallFailure} when there is no answer, or none that can be read
 */
export async function call(
  platform: string,
  url: URL,
  { token, headers, signal, body, method = "POST" }: {
    method?: "GET" | "POST";
    /** Sent as a bearer. */
    token?: string;
    headers?: Record<string, string>;
    body?: unknown;
    signal: AbortSignal;
  },
): Promise<Answered> {
  try {
    const response = await fetch(url, {
      method,
      signal,
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: read(await response.text()) };
  } catch (error) {
    const why = signal.aborted ? "did not answer in time" : "could not be reached, or its answer broke off";
    throw new CallFailure("retry", "moment", 0, `${platform} ${why}`, undefined, { cause: error });
  }
}

/** What is no JSON object is an answer all the same, of nobody we know. */
function read(text: string): Record<string, unknown> {
  if (text.length > LONGEST) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === "object" && !Array.isArray(parsed)
      ? parsed as Record<string, unknown>
      : {};
  } catch {
    return {};
  }
}

/** Milliseconds that an answer asks to wait. */
export function retryAfterOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/**
 * What a platform said, fit for the log: one line, no address, nothing long that could be a token, a hash or an id of somebody.
 */
export function saidBy(message: unknown): string {
  return String(message ?? "").replace(/\s+/g, " ").replace(/[^\s@"']+@[^\s@"']+/g, "(address)")
    .replace(/[A-Za-z0-9_-]{24,}/g, "(…)").slice(0, 300).trim();
}

/** An error of the moment: it is tried again, whoever's it is. */
export function isMoment(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
