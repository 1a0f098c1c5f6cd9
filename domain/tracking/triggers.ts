import { z } from "zod";

/** What happens here that a platform can hear of. */
export const Trigger = z.enum([
  "page_viewed",
  "event_viewed",
  "registered",
  "confirmed",
  "attended",
  "call_booked",
  "checkout_started",
  "purchased",
]);
export type Trigger = z.infer<typeof Trigger>;

/** `google`: its ads by customer id; `ga4`: its Analytics by measurement id. */
export const Platform = z.enum(["meta", "google", "ga4", "tiktok"]);
export type Platform = z.infer<typeof Platform>;

/** A platform's name of an event, or one of the trainer's own. */
export const PlatformEvent = z.string().regex(/^[A-Za-z][A-Za-z0-9_ ]{0,39}$/);

/** Which of our moments is which of the platform's events; what is not named is not sent. */
export const Mapping = z.partialRecord(Trigger, PlatformEvent);
export type Mapping = z.infer<typeof Mapping>;

/** The events that every platform knows, under the names that people use for them. */
export const standardEvents = {
  PageView: "page_viewed",
  ViewContent: "event_viewed",
  Lead: "registered",
  CompleteRegistration: "confirmed",
  Schedule: "call_booked",
  InitiateCheckout: "checkout_started",
  Purchase: "purchased",
} as const satisfies Record<string, Trigger>;
export type StandardEvent = keyof typeof standardEvents;

/** The name that people use for one of our moments; null: there is none. */
export function standardNameOf(trigger: Trigger): StandardEvent | null {
  return (Object.keys(standardEvents) as StandardEvent[]).find((name) => standardEvents[name] === trigger) ?? null;
}

const own: Readonly<Record<Platform, Partial<Record<StandardEvent, string>>>> = {
  meta: {},
  google: {},
  tiktok: { PageView: "Pageview" },
  ga4: {
    PageView: "page_view",
    ViewContent: "view_item",
    Lead: "generate_lead",
    CompleteRegistration: "sign_up",
    Schedule: "schedule",
    InitiateCheckout: "begin_checkout",
    Purchase: "purchase",
  },
};

/** What a platform calls a standard event. */
export function nameOn(platform: Platform, event: StandardEvent): string {
  return own[platform][event] ?? event;
}

/** What is sent unless the trainer says otherwise. Viewing a page cannot be a conversion action of Google Ads. */
export function usualMapping(platform: Platform): Mapping {
  const events = (Object.keys(standardEvents) as StandardEvent[])
    .filter((event) => platform !== "google" || (event !== "PageView" && event !== "ViewContent"));
  return mappingOf(platform, events);
}

export function mappingOf(platform: Platform, events: readonly StandardEvent[]): Mapping {
  return Object.fromEntries(events.map((event) => [standardEvents[event], nameOn(platform, event)]));
}

/** The standard event of any spelling, a platform's own name included: `PURCHASE`, `page_view`; null: none. */
export function standardEvent(platform: Platform, written: string): StandardEvent | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const found = (Object.keys(standardEvents) as StandardEvent[]).find((event) =>
    [event, nameOn(platform, event)].some((name) => plain(name) === plain(written))
  );
  return found ?? null;
}

/** Whether a pixel's id can be one, and of which of Google's two platforms. */
export function platformOf(named: "Meta" | "Google" | "TikTok", pixelId: string): Platform | null {
  switch (named) {
    case "Meta":
      return /^\d{5,20}$/.test(pixelId) ? "meta" : null;
    case "TikTok":
      return /^[A-Za-z0-9]{8,40}$/.test(pixelId) ? "tiktok" : null;
    case "Google":
      if (/^G-[A-Z0-9]{4,16}$/.test(pixelId)) return "ga4";
      return /^\d{3}-?\d{3}-?\d{4}$/.test(pixelId) ? "google" : null;
  }
}

/** What a person has to have allowed for a platform. */
export function purposeOf(platform: Platform): "ads" | "statistics" {
  return platform === "ga4" ? "statistics" : "ads";
}

/** What people call the platform. */
export const platformNames: Readonly<Record<Platform, "Meta" | "Google" | "TikTok">> = {
  meta: "Meta",
  google: "Google",
  ga4: "Google",
  tiktok: "TikTok",
};
