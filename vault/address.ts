import { domainToASCII } from "node:url";

/**
 * An address in the one spelling it is hashed in: trimmed, NFC, lower case, the domain in ASCII. Dots and `+tags` are kept:
 * not every provider ignores them, and taking two people for one would show one's data to the other.
 */
export function normalisedAddress(email: string): string {
  const address = email.trim().normalize("NFC").toLowerCase();
  const at = address.lastIndexOf("@");
  if (at < 0) return address;
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`;
}
