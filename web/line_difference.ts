/** A line that is in both texts, only in the newer, or only in the older one. */
export interface Line {
  is: "same" | "new" | "gone";
  text: string;
}

/** Most lines that are compared one by one. */
const MOST = 2_000;

/** What became of a text, line by line: the longest lines in common stay, the rest went or came. */
export function lineDifference(before: string, after: string): Line[] {
  const [a, b] = [before, after].map((text) => text.split("\n").slice(0, MOST)) as [string[], string[]];
  const common = lengths(a, b);
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ is: "same", text: a[i]! });
      i++, j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ is: "gone", text: a[i++]! });
    } else lines.push({ is: "new", text: b[j++]! });
  }
  return lines;
}

/** Lines in common from each pair of places on. */
function lengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}
