/**
 * The known word that somebody who typed `typed` most likely meant: the word itself or one that holds it, else the one
 * with the fewest slips of the finger between them. One slip from four letters on, two from seven; null when none is near.
 */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  if (known.some((word) => word.includes(typed))) return typed;
  const most = typed.length >= 7 ? 2 : typed.length >= 4 ? 1 : 0;
  let nearest: string | null = null;
  let fewest = most + 1;
  const letters = lettersOf(typed);
  for (const word of known) {
    // one slip changes at most two of the letters that a word has
    if (Math.abs(word.length - typed.length) > most || bits(letters ^ lettersOf(word)) > 2 * most) continue;
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

/** Which letters a word has, a bit each; those that share one make words look more alike than they are, never less. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}
