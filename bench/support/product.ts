/** The product as its API's callers and its visitors reach it. */
export interface Product {
  url: string;
  /** API key. */
  key: string;
}

/** What a browser says of itself: programs have to prove their good will sooner. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** An event that was created and published over the API. */
export interface PublishedEvent {
  id: string;
  publicUrl: string;
}

/** What clients were told, and how long each of them waited. */
export interface Burst {
  /** Milliseconds until the last answer. */
  took: number;
  /** Milliseconds of each. */
  waits: number[];
}

/** @throws when the answer is not of 2xx, with it */
export async function call<T>({ url, key }: Product, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** An event in a month, open to everybody. */
export async function publishEvent(product: Product, title: string, capacity: number | null): Promise<PublishedEvent> {
  const { id, publicUrl } = await call<PublishedEvent>(product, "POST", "/events", {
    title,
    description: "Lo que casi todos hacen mal.",
    startTime_utc: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    capacity,
  });
  await call(product, "PUT", `/events/${id}`, { status: "published" });
  return { id, publicUrl: product.url + new URL(publicUrl).pathname };
}

/** Registers somebody by the form of an event's page; what is answered, without its body. */
export async function registerByForm(page: string): Promise<Response> {
  const response = await fetch(`${page}/register`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({
      firstName: "Ana",
      lastName: "Prueba",
      email: "ana@example.com",
      termsAccepted: "true",
      privacyConsent: "true",
    }),
  });
  await response.body?.cancel();
  return response;
}

/** A registration's body for the API. */
export function registrant(email: string): Record<string, unknown> {
  return {
    firstName: "Ana María",
    lastName: "Pérez Gómez",
    email,
    termsAccepted: true,
    privacyConsent: true,
    marketingConsent: false,
    timeZone: "Europe/Madrid",
  };
}

/** Registers over the API. */
export function register(product: Product, eventId: string, email: string): Promise<{ id: string; status: string }> {
  return call(product, "POST", `/events/${eventId}/registrations`, registrant(email));
}

/**
 * Sends the form of an event's public page as a browser does, from `address` as a proxy tells it.
 * @throws unless the registrant is led to a page of their own
 */
export async function sendForm({ publicUrl }: PublishedEvent, email: string, address: string): Promise<void> {
  const { firstName, lastName, timeZone } = registrant(email) as Record<string, string>;
  const response = await fetch(`${publicUrl}/register`, {
    method: "POST",
    redirect: "manual",
    headers: {
      "x-forwarded-for": address,
      "origin": new URL(publicUrl).origin,
      "accept-language": "es",
      "user-agent": BROWSER,
    },
    body: new URLSearchParams({
      firstName: firstName!,
      lastName: lastName!,
      email,
      timeZone: timeZone!,
      termsAccepted: "true",
      privacyConsent: "true",
      requestId: crypto.randomUUID(),
    }),
  });
  const text = await response.text();
  if (response.status !== 303 || !response.headers.get("location")?.startsWith("/r/")) {
    throw new Error(`the form: ${response.status} ${text.slice(0, 200)}`);
  }
}

/** Loads a page to its end. @throws when it is not answered by 200 */
export async function load(url: string): Promise<void> {
  const response = await fetch(url, { headers: { "accept-language": "es" } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text.slice(0, 200)}`);
}

/** Does `count` things at once. */
export async function burst(count: number, each: (n: number) => Promise<unknown>): Promise<Burst> {
  const waits: number[] = [];
  const from = performance.now();
  await Promise.all(Array.from({ length: count }, async (_, n) => {
    await each(n);
    waits.push(performance.now() - from);
  }));
  return { took: performance.now() - from, waits };
}

/** Does a thing again and again, `every` so many milliseconds, while `going` says so, however long one takes. */
export async function steadily(every: number, going: () => boolean, each: () => Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  const asked: Promise<void>[] = [];
  for (let due = performance.now(); going(); due += every) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    // counted from when it was due: a stalled server does not slow the visitors down
    asked.push(each().then(() => void waits.push(performance.now() - due)));
  }
  await Promise.all(asked);
  return waits;
}
