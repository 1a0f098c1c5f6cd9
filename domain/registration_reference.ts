/** Crockford's alphabet: no I, L, O, U, so that nobody reads one for another. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A short readable name of a registration for ticket, mail and desk search: `K7Q4-9MXD`. Forty bits of the id; the desk
 * searches within one studio, where two alike are rare and both are found. Pure.
 * @param registrationId a UUID of version 4 or 5
 */
export function registrationReference(registrationId: string): string {
  // The last twelve digits hold neither the version nor the variant of a UUID; of these the last ten are forty bits.
  return `${fourLetters(registrationId.slice(-10, -5))}-${fourLetters(registrationId.slice(-5))}`;
}

function fourLetters(fiveDigits: string): string {
  const bits = parseInt(fiveDigits, 16);
  return ALPHABET.charAt(bits >> 15) + ALPHABET.charAt(bits >> 10 & 31) + ALPHABET.charAt(bits >> 5 & 31) +
    ALPHABET.charAt(bits & 31);
}

const PART = new RegExp(`^[${ALPHABET}]{0,4}-?[${ALPHABET}]{0,4}$`);

/** Whether a text, in capitals, can stand in a reference. */
export function mayBeInReference(text: string): boolean {
  return PART.test(text);
}
