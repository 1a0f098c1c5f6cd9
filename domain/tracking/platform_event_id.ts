import { uuidv5 } from "../uuid.ts";
import type { Trigger } from "./triggers.ts";

/**
 * The id under which platforms hear of one moment: derived from what happened (a fact's id, a visit's), so the same in the
 * browser's pixel, in the call, on every retry and after every rebuild.
 */
export function platformEventId(sourceId: string, trigger: Trigger): string {
  return uuidv5(sourceId, trigger);
}
