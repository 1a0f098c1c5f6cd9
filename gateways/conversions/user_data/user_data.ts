import { google } from "./google.ts";
import { meta } from "./meta.ts";
import { tiktok } from "./tiktok.ts";
import { dropped, type Normalised } from "./value.ts";

const rules = { meta, google, ga4: google, tiktok } as const;

/** One field of a person as a platform wants it; dropped when it does not validate, or when the platform does not take it. */
export function normalise(platform: keyof typeof rules, field: string, input: string): Normalised {
  return rules[platform][field]?.(input) ?? dropped;
}
