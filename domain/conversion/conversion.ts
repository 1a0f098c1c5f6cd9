import { type Decider, Rejected } from "../decider.ts";
import type { ConversionEvent } from "./events.ts";

export type ReportConversion =
  & { type: "ReportConversion"; at: string }
  & Extract<ConversionEvent, { type: "ConversionReported" }>["data"];

/** One thing that happened elsewhere: stream `conversion-<id>`. Told again, it happened once. */
export const conversion: Decider<ReportConversion, { reported: boolean }, ConversionEvent> = {
  initial: () => ({ reported: false }),
  decide({ type: _, at, ...data }, { reported }) {
    if (reported) return [];
    if (data.happenedAt > at) throw new Rejected("conversion_in_future");
    return [{ type: "ConversionReported", data }];
  },
  evolve: () => ({ reported: true }),
};
