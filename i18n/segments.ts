const GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "^{}\\[~]|€\f";
const plain = new Set(GSM);
const escaped = new Set(EXTENDED);

/**
 * How many messages a text is sent and paid as: 160 characters of the GSM alphabet or 70 of any other in one, fewer in each
 * of several, which carry their number. What takes two places stands in one of them whole.
 */
export function segmentsOf(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((character) => plain.has(character) || escaped.has(character));
  const places = characters.map((character) => isGsm ? (escaped.has(character) ? 2 : 1) : character.length);
  const [one, each] = isGsm ? [160, 153] : [70, 67];
  if (places.reduce((sum, wide) => sum + wide, 0) <= one) return 1;
  let segments = 1;
  let used = 0;
  for (const wide of places) {
    if (used + wide > each) {
      segments++;
      used = 0;
    }
    used += wide;
  }
  return segments;
}
