import type { Conversion } from "../../../gateways/conversions/port.ts";

/** A conversion of somebody known, a moment ago. */
export function conversionOf(change: Partial<Conversion> = {}): Conversion {
  return {
    eventId: crypto.randomUUID(),
    name: "Lead",
    at: new Date(Date.now() - 60_000).toISOString(),
    pageUrl: "https://studio.example/webinars/calisthenics",
    user: { email: "Ana@Example.com", phone: "+34 600 123 456", userAgent: "Mozilla/5.0", ip: "84.120.7.1" },
    value: null,
    content: { id: "event-1", name: "Calisthenics" },
    consent: { ads: true, statistics: true },
    ...change,
  };
}

export const nowIso = (): string => new Date().toISOString();
