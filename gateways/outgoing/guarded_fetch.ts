import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";
import { GatewayFailure } from "../failure.ts";
import { isPublicAddress, networksOf } from "./address.ts";

/** As `fetch`, but that it goes nowhere it should not. */
export type GuardedFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface GuardOptions {
  /** Addresses and networks that are reached although they are private: what the operator runs beside, and tests. */
  allow?: readonly string[];
  /** Milliseconds until the answer has begun, and again until it has ended. */
  timeoutMs?: number;
  /** Longest answer that is read, in bytes. */
  longest?: number;
  /** Addresses of a name, as the system has them. */
  resolve?: (hostname: string) => Promise<string[]>;
  /** Certificates to trust beside the system's. */
  ca?: string;
}

/** The request would go to an address that no studio may reach, or is none. The same again is refused again. */
export class OutgoingRefused extends GatewayFailure {
  constructor(message: string) {
    super("never", message);
  }
}

const TIMEOUT = 15_000;
const LONGEST = 5 * 1024 * 1024;

/**
 * A fetch for addresses that people have typed in: webhooks, calendars, pictures. A name is resolved once, every address it
 * has is judged, and the connection goes to the judged address, so a name that answers differently the second time gains
 * nothing. It follows no redirects (the answer is handed out as it is), sends no cookies and knows no proxy.
 * @returns the answer, its body cut off with an error where it is longer than allowed
 */
export function createGuardedFetch(options: GuardOptions = {}): GuardedFetch {
  const { timeoutMs = TIMEOUT, longest = LONGEST, ca } = options;
  const judge = createJudge(options);
  return async (input, init) => {
    const asked = new Request(input, init);
    const { url, hostname, address } = await judge(asked.url);
    const body = asked.body ? new Uint8Array(await asked.arrayBuffer()) : null;
    const answer = await send({ url, hostname, address, asked, body, timeoutMs, ca });
    return responseOf(answer, { longest, timeoutMs, bodyless: asked.method === "HEAD" });
  };
}

/** Where a request to an address would go. */
export type Judge = (address: string) => Promise<{ url: URL; hostname: string; address: string }>;

/** Judges addresses as the fetch does, without asking anybody there. @throws {OutgoingRefused} @throws {GatewayFailure} */
export function createJudge({ allow = [], resolve = addressesOf }: GuardOptions = {}): Judge {
  const allowed = networksOf(allow);
  const mayReach = (address: string) =>
    isPublicAddress(address) || allowed.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return async (text) => {
    const url = checkedUrl(text);
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    const addresses = isIP(hostname) ? [hostname] : await resolve(hostname).catch((error) => {
      throw new GatewayFailure("retry", `the name ${hostname} could not be resolved`, undefined, { cause: error });
    });
    const [address] = addresses;
    // one bad address among good ones is how a name is made to waver
    if (!address || !addresses.every(mayReach)) throw new OutgoingRefused(`${hostname} is not on the public internet`);
    return { url, hostname, address };
  };
}

/**
 * An address that may be asked, by its form alone: what it resolves to is judged when it is asked.
 * @throws {OutgoingRefused} not http(s), with a password in it, or a private address written out
 */
export function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new OutgoingRefused("only http and https are asked");
  if (url.username || url.password) throw new OutgoingRefused("an address with a password in it is not asked");
  return url;
}

async function addressesOf(hostname: string): Promise<string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

interface Sent {
  url: URL;
  hostname: string;
  address: string;
  asked: Request;
  body: Uint8Array | null;
  timeoutMs: number;
  ca: string | undefined;
}

function send({ url, hostname, address, asked, body, timeoutMs, ca }: Sent): Promise<IncomingMessage> {
  const secure = url.protocol === "https:";
  const headers: Record<string, string> = { "user-agent": "webinars", "accept-encoding": "identity" };
  asked.headers.forEach((value, name) => headers[name] = value);
  headers.host = url.host;
  if (body) headers["content-length"] = String(body.length);
  const options = {
    host: address, // judged; the name is only what the other side is told, and what its certificate must say
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    method: asked.method,
    path: url.pathname + url.search,
    headers,
    agent: false as const,
    signal: AbortSignal.any([asked.signal, AbortSignal.timeout(timeoutMs)]),
    ...(secure ? { servername: isIP(hostname) ? "" : hostname, ...(ca ? { ca } : {}) } : {}),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (secure ? secureRequest : plainRequest)(options, resolve);
  request.on("error", (error) =>
    reject(
      asked.signal.aborted
        ? asked.signal.reason
        : new GatewayFailure("retry", `${url.host} was not reached: ${wordOf(error)}`, undefined, { cause: error }),
    ));
  request.end(body ?? undefined);
  return promise;
}

interface Reading {
  longest: number;
  timeoutMs: number;
  bodyless: boolean;
}

function responseOf(answer: IncomingMessage, { longest, timeoutMs, bodyless }: Reading): Response {
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (let at = 0; at < answer.rawHeaders.length; at += 2) {
    headers.append(answer.rawHeaders[at]!, answer.rawHeaders[at + 1]!);
  }
  if (status < 200 || status > 599) throw new GatewayFailure("retry", `answered with status ${status}`);
  if (bodyless || status === 204 || status === 205 || status === 304) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(ReadableStream.from(limited(answer, longest, timeoutMs)), { status, headers });
}

async function* limited(answer: IncomingMessage, longest: number, timeoutMs: number): AsyncGenerator<Uint8Array> {
  const timer = setTimeout(() => answer.destroy(new GatewayFailure("retry", "the answer did not end")), timeoutMs);
  let read = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      read += chunk.length;
      if (read > longest) throw new GatewayFailure("never", `the answer is longer than ${longest} bytes`);
      yield new Uint8Array(chunk);
    }
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    throw new GatewayFailure("retry", "the answer broke off", undefined, { cause: error });
  } finally {
    clearTimeout(timer);
    answer.destroy();
  }
}

/** Messages of the system name addresses and ports of the inside; its codes do not. */
function wordOf(error: Error & { code?: string }): string {
  return error.code ?? error.name;
}
