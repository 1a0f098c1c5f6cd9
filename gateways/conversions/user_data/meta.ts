import { countryOf, stateOf } from "./places.ts";
import { type Normalised, orHash } from "./value.ts";

/** As the Meta Conversions API wants user data: every field hashed. */
export const meta: Readonly<Record<string, (input: string) => Normalised>> = {
  email: (input) => orMd5(input, email),
  phone: (input) => orMd5(input, (text) => text.replace(/[^0-9]/g, "").replace(/^0+/, "")),
  name: (input) => orMd5(input, name),
  dob: (input) => orMd5(input, dateOfBirth),
  gender: (input) => orMd5(input, gender),
  city: (input) => orMd5(input, letters),
  state: (input) => orMd5(input, (text) => twoLetters(stateOf(text))),
  country: (input) => orMd5(input, (text) => twoLetters(countryOf(text))),
  zip: (input) => orMd5(input, zip),
  external_id: (input) => orMd5(input, (text) => text.replace(/\s+/g, "").toLowerCase()),
};

const MD5 = /^[a-f0-9]{32}$/i;

/** Meta takes old MD5 hashes, too. */
function orMd5(input: string, normalise: (input: string) => string | null): Normalised {
  if (MD5.test(input)) return { expect: "passthrough", normalized: input, sha256: input.toLowerCase() };
  return orHash(input, normalise);
}

const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]+";
const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
/** `a@b.c`, near enough to RFC 2822: what Meta's own check lets through. */
const EMAIL = new RegExp(`^${ATOM}(?::?\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}$`, "i");

function email(input: string): string | null {
  const text = input.trim().toLowerCase();
  return EMAIL.test(text) ? text : null;
}

/** Other alphabets stay what they are. */
function name(input: string): string {
  return input.replace(/[!"#$%&'()*+,\-./:;<=>?@ [\\\]^_`{|}~\s]+/g, "").toLowerCase();
}

function letters(input: string): string | null {
  const text = input.replace(/[^a-zA-Z0-9]+/g, "").toLowerCase();
  return /^[a-z]/.test(text) ? text : null;
}

function twoLetters(code: string): string | null {
  return /^[a-z]{1,2}$/.test(code) ? code : null;
}

function zip(input: string): string | null {
  const text = input.toLowerCase().split("-", 1)[0]!.trim();
  return text.length >= 2 ? text : null;
}

/** `YYYYMMDD` of three numbers in any order that can only mean one date, or where it can mean two, month first. */
function dateOfBirth(input: string): string | null {
  const groups = input.replace(/\D/g, " ").trim().split(" ").filter((group) => group !== "");
  if (groups.length === 1 && groups[0]!.length === 8) return groups[0]!;
  if (groups.length < 3) return null;
  const [year, month, day] = ordered(...groups.map(Number) as [number, number, number]);
  const known = year >= 1800 && year <= new Date().getFullYear() + 1 && month >= 1 && month <= 12 && day >= 1 &&
    day <= 31;
  if (!known) return null;
  return `${pad(year, 4)}${pad(month, 2)}${pad(day, 2)}`;
}

function ordered(a: number, b: number, c: number): [number, number, number] {
  if (a > 31) return b > 12 ? [a, c, b] : [a, b, c];
  if (b > 31) return c > 12 ? [b, a, c] : [b, c, a];
  return a > 12 ? [c, b, a] : [c, a, b];
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, "0");
}

const MALE = new Set(
  ("man male boy gentleman guy sir mister mr son father dad daddy papa uncle nephew brother husband boyfriend groom " +
    "widower king prince duke count emperor god lord lad fellow chap bloke dude he him his himself m").split(" "),
);
const FEMALE = new Set(
  ("woman female girl lady miss ms mrs madam ma'am daughter mother mom mama mommy aunt niece sister wife girlfriend " +
    "bride widow queen princess duchess countess empress goddess maiden lass gal chick dame belle she her hers herself f")
    .split(" "),
);

function gender(input: string): string | null {
  const word = input.trim().toLowerCase();
  return MALE.has(word) ? "m" : FEMALE.has(word) ? "f" : null;
}
