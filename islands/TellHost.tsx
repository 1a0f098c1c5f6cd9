import { useEffect } from "preact/hooks";

export interface TellHostProps {
  /** Sites that may show this page in a frame: nobody else hears of it. */
  origins: readonly string[];
  /** What happened, under the name and the id that platforms hear. */
  conversions: readonly { event: string; eventId: string }[];
}

/** Tells the page around a frame what came of its form, so that the pixel there counts it under the same id. */
export default function TellHost({ origins, conversions }: TellHostProps) {
  useEffect(() => {
    if (parent === self) return;
    const around = (location as Location & { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
    // where a browser does not say who is around, it delivers to the one that it is, and to no other
    for (const origin of [location.origin, ...origins].filter((one) => around === undefined || one === around)) {
      for (const conversion of conversions) parent.postMessage({ type: "webinars:conversion", ...conversion }, origin);
    }
  }, []);
  return null;
}
