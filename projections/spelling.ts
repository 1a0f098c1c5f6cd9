/**
 * The known word that somebody who typed `typed` most likely meant: the word itself or one that holds it, else the one
 * with the fewest slips of the finger between them. One slip from four letters on, two from seven; null when none is near.
 */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  if (known.some((word) => word.includes(typed))) return typed;
  const most = typed.length >= 7 ? 2 : typed.length >= 4 ? 1 : 0;
  let nearest: string | null = null;
  let fewest = most + 1;
  for (const word of known) {
    const slips = slipsBetween(typed, word, fewest);
    if (slips < fewest || (slips === fewest && slips <= most && nearest !== null && word < nearest)) {
      nearest = word;
      fewest = slips;
    }
  }
  return nearest;
}

/** Letters to add, leave out, exchange or swap with their neighbour; anything above `most` is told as `most + 1`. */
export function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let slips = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) slips = Math.min(slips, before[j - 2]! + 1);
      row.push(slips);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[other.length]!, most + 1);
}
