import { z } from "zod";
import { EMAIL, isName } from "../components/public/field_rules.ts";

/**
 * Without what nobody sees but what turns or hides the letters around it: control characters, marks of direction, and joiners
 * where the script does not join.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "")
    .replace(/(?<=^|[\s\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u200c\u200d]+/gu, "");
}

/** At least two characters in the scripts where names have as many; one elsewhere (Ō, 李). */
export const PersonName = z.string().overwrite(visible).trim().min(1).max(50).refine(isName, { error: "name" });

/** An address that mail can be sent to. */
export const Email = z.string().trim().min(1).max(254).pipe(z.email({ pattern: EMAIL }));
