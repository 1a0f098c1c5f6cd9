import { type Normalised, orHash, raw } from "./value.ts";

/** As the TikTok Events API wants user data. */
export const tiktok: Readonly<Record<string, (input: string) => Normalised>> = {
  email: (input) => orHash(input, (text) => address(text.trim().toLowerCase())),
  phone: (input) => orHash(input, phone),
  external_id: (input) => orHash(input, (text) => text.trim()),
  name: (input) => orHash(input, name),
  zip: (input) => orHash(input, (text) => text.toLowerCase().replace(/\s/g, "")),
  city: (input) => raw(input.trim().toLowerCase().replace(/\s/g, "")),
  state: (input) => raw(input.trim().toLowerCase().replace(/\s/g, "")),
  country: (input) => raw(country(input)),
};

function address(text: string): string | null {
  return /^[^\s@]+@[^\s@]+$/.test(text) ? text : null;
}

/** E.164 with the plus. */
function phone(input: string): string | null {
  const digits = input.replace(/\D/g, "");
  return digits && `+${digits}`;
}

function name(input: string): string {
  return input.toLowerCase().replace(/\s/g, "");
}

function country(input: string): string | null {
  const code = input.trim().toLowerCase();
  return /^[a-z]{2}$/.test(code) ? code : null;
}
