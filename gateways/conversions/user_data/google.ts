import { type Normalised, orHash, raw } from "./value.ts";

/** As the Data Manager API wants user data. */
export const google: Readonly<Record<string, (input: string) => Normalised>> = {
  email: (input) => orHash(input, email),
  phone: (input) => orHash(input, phone),
  given_name: (input) => orHash(input, givenName),
  family_name: (input) => orHash(input, familyName),
  country: (input) => raw(country(input)),
  region: (input) => raw(country(input)),
  zip: (input) => raw(input.trim()),
};

function email(input: string): string | null {
  const [user = "", domain = "", ...more] = input.trim().toLowerCase().split("@");
  if (!user || !domain || more.length > 0 || /\s/.test(user + domain)) return null;
  if (domain !== "gmail.com" && domain !== "googlemail.com") return `${user}@${domain}`;
  // Gmail delivers all of these to one mailbox
  const mailbox = user.replace(/\+.*$/, "").replaceAll(".", "");
  return mailbox && `${mailbox}@${domain}`;
}

/** E.164 with the plus. */
function phone(input: string): string | null {
  const digits = input.replace(/\D/g, "");
  return digits && `+${digits}`;
}

function givenName(input: string): string {
  return input.trim().toLowerCase().replace(/^(?:mr|mrs|ms|dr)\.(?:\s|$)/, "").replace(/\s+dr\.?$/, "").trim();
}

const SUFFIX = /(?:,\s*|\s+)(?:jr\.?|sr\.?|2nd|3rd|ii|iii|iv|v|vi|cpa|dc|dds|vm|jd|md|phd)\s?$/;

function familyName(input: string): string {
  let name = input.trim().toLowerCase();
  for (;;) {
    const shorter = name.replace(/,$/, "").replace(SUFFIX, "");
    if (shorter === name) return name;
    name = shorter;
  }
}

/** Two letters, upper case. */
function country(input: string): string | null {
  const code = input.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : null;
}
