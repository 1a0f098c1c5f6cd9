import { z } from "zod";
import type { Answers } from "./design.ts";

/** What registrants may be asked and are counted by: chosen from lists, so that it tells nobody apart. */
export const industries = [
  "technology",
  "health",
  "education",
  "finance",
  "manufacturing",
  "construction",
  "retail",
  "hospitality",
  "media",
  "consulting",
  "public",
  "nonprofit",
  "other",
] as const;
/** People in a company. */
export const companySizes = ["1", "2-10", "11-50", "51-250", "251-1000", "1001+"] as const;
export const experiences = ["none", "some", "much", "expert"] as const;
/** ISO 3166-1, two letters. */
export const countries = (
  "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN " +
  "CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO FR GA GB GD GE GH GI GL GM GN GQ GR GT GW GY HK HN HR " +
  "HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG " +
  "MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW " +
  "SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN " +
  "VU WS YE ZA ZM ZW"
).split(" ");

export const Counted = z.object({
  industry: z.enum(industries),
  companySize: z.enum(companySizes),
  country: z.string().regex(/^[A-Z]{2}$/),
  experience: z.enum(experiences),
}).partial();
export type Counted = z.infer<typeof Counted>;

/** What is asked for and counted. */
export const countedFields = ["industry", "companySize", "country", "experience"] as const;
export type CountedField = typeof countedFields[number];

const lists: Readonly<Record<CountedField, readonly string[]>> = {
  industry: industries,
  companySize: companySizes,
  country: countries,
  experience: experiences,
};

/** The choices of a field. */
export function choicesOf(field: CountedField): readonly string[] {
  return lists[field];
}

/** What of somebody's answers is counted; null where nothing is. What stands in no list counts for nothing. */
export function countedIn(answers: Answers | undefined): Counted | null {
  const counted = Object.fromEntries(countedFields.flatMap((field) => {
    const answer = answers?.[field];
    return typeof answer === "string" && lists[field].includes(answer) ? [[field, answer]] : [];
  }));
  return Object.keys(counted).length > 0 ? Counted.parse(counted) : null;
}
