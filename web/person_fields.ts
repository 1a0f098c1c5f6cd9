import { z } from "zod";

/** At least two characters in the scripts where names have as many; one elsewhere (Ō, 李). */
export const PersonName = z.string().trim().min(1).max(50).refine(
  (name) => [...name].length >= 2 || !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(name),
  { error: "name" },
);

/** An address that mail can be sent to. */
export const Email = z.string().trim().min(1).max(254).pipe(z.email());
