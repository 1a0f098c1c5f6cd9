const GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "^{}\\[~]|€\f";
const plain = new Set(GSM);
const escaped = new Set(EXTENDED);

/**
 * How many messages a text is sent and paid as: 160 characters of the GSM alphabet or 70 of any other in one, fewer in each
 * of several, which carry their number.
 */
export function segmentsOf(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((character) => plain.has(character) || escaped.has(character));
  const length = isGsm ? characters.reduce((sum, character) => sum + (escaped.has(character) ? 2 : 1), 0) : text.length;
  const [one, each] = isGsm ? [160, 153] : [70, 67];
  return length <= one ? 1 : Math.ceil(length / each);
}
