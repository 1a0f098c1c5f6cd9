/** As the SDK asks for one call. */
interface Asked {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: object;
  data?: object;
}

/** Longest answer that is read. */
const LONGEST = 1_000_000;

/**
 * What Twilio's SDK calls through, in place of its own: one request that is never repeated, follows nobody elsewhere and
 * can be called off. What is wrong with the answer is said by the SDK; that there was none, by what is thrown here.
 */
export function oneRequest(signal: AbortSignal) {
  const client = {
    /** Milliseconds that the last answer asked to wait. */
    retryAfter: undefined as number | undefined,
    async request({ method, uri, username = "", password = "", headers = {}, params, data }: Asked) {
      const url = new URL(uri);
      for (const [name, value] of fields(params)) url.searchParams.append(name, value);
      const response = await fetch(url, {
        method: method.toUpperCase(),
        headers: { ...headers, Authorization: `Basic ${btoa(`${username}:${password}`)}` },
        ...(data ? { body: new URLSearchParams(fields(data)) } : {}),
        redirect: "manual",
        signal,
      });
      const seconds = Number(response.headers.get("retry-after") ?? NaN);
      client.retryAfter = seconds > 0 ? seconds * 1_000 : undefined;
      const text = await response.text();
      return {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: text.length > LONGEST ? null : parsed(text),
      };
    },
  };
  return client;
}

function fields(given: object = {}): [string, string][] {
  return Object.entries(given).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]);
}

/** Null for what is no answer of Twilio's. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
