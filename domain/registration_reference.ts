/** Crockford's alphabet: no I, L, O, U, so that nobody reads one for another. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A short readable name of a registration for ticket, mail and desk search: `K7Q4-9MXD`. Forty bits of the id; the desk
 * searches within one studio, where two alike are rare and both are found. Pure.
 * @param registrationId a UUID of version 4 or 5
 */
export function registrationReference(registrationId: string): string {
  // The last twelve digits hold neither the version nor the variant of a UUID.
  const bits = BigInt(`0x${registrationId.slice(-12)}`) & 0xff_ffff_ffffn;
  const letters = Array.from({ length: 8 }, (_, i) => ALPHABET.charAt(Number((bits >> BigInt(35 - 5 * i)) & 31n)));
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}
