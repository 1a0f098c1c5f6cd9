import { ga4Conversions } from "./ga4.ts";
import { googleDataManager } from "./google_data_manager.ts";
import { metaConversions } from "./meta.ts";
import type { Platforms } from "./port.ts";
import { tiktokConversions } from "./tiktok.ts";

/** Where the platforms are; tests and proxies name other places. */
export interface PlatformAddresses {
  meta: string;
  googleAds: string;
  googleToken: string;
  ga4: string;
  tiktok: string;
}

/** Every platform that conversions can be sent to. */
export function conversionPlatforms(at: PlatformAddresses): Platforms {
  return {
    meta: metaConversions(at.meta),
    google: googleDataManager(at.googleAds, at.googleToken),
    ga4: ga4Conversions(at.ga4),
    tiktok: tiktokConversions(at.tiktok),
  };
}
