/** Rules of single fields that the server and the page itself judge by: one text, so that they cannot part. */

/** A complete mail address. */
export const EMAIL =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** What a phone number is written with. */
export const PHONE = /^[+\d][\d\s()./-]{2,39}$/;

/** Two characters where names have as many; one elsewhere (Ō is Latin and too short, 李 is a name). */
export const isName = (name: string): boolean =>
  [...name].length >= 2 || !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(name);

/** An address on the web. */
export function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** What can be wrong with a field, by the names of its messages. */
export type FieldRule = "required" | "email" | "url" | "format" | "name" | "consent";

/** A field as a page has it. */
export interface JudgedField {
  name: string;
  type: string;
  value: string;
  required: boolean;
  checked: boolean;
}

/** What is wrong with it; null when nothing is. */
export function wrongWith({ name, type, value, required, checked }: JudgedField): FieldRule | null {
  if (type === "checkbox") return required && !checked ? "consent" : null;
  const text = value.trim();
  if (text === "") return required ? "required" : null;
  if (/(^|[a-z])(first|last)Name$/i.test(name)) return isName(text) ? null : "name";
  if (type === "email") return EMAIL.test(text) ? null : "email";
  if (type === "url") return isWebAddress(text) ? null : "url";
  if (type === "tel") return PHONE.test(text) ? null : "format";
  return null;
}
