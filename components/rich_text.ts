/** Part of a line. */
export type Inline =
  | { is: "text" | "strong" | "emphasis"; text: string }
  | { is: "link"; text: string; href: string };

/** Part of a text: what a description is made of, and all that it can be. */
export type Block =
  | { is: "heading"; level: 2 | 3; content: Inline[] }
  | { is: "paragraph"; lines: Inline[][] }
  | { is: "list"; ordered: boolean; items: Inline[][] };

// Each alternative stops at the next mark, so that no text takes longer than its length.
const MARKS =
  /\*\*([^*\n]+)\*\*|\*([^*\s][^*\n]*)\*|\[([^\]\n]{1,300})\]\(((?:https?:\/\/|mailto:)[^\s()<>"]{1,2000})\)/g;

/**
 * Reads a text as people write it: `## ` and `### ` begin headings, `- ` and `1. ` items of a list, blank lines part
 * paragraphs; `**strong**`, `*emphasis*`, `[words](https://…)`. Whatever else stands there is text, HTML too. Plain text
 * reads as it always did.
 */
export function parseRichText(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const trimmed = line.trim();
    const [, marks, heading] = /^(##|###)\s+(.+)$/.exec(trimmed) ?? [];
    const [, bullet, item] = /^([-*•]|\d{1,3}[.)])\s+(.+)$/.exec(trimmed) ?? [];
    if (trimmed === "") {
      open = null;
    } else if (heading !== undefined) {
      blocks.push({ is: "heading", level: marks === "##" ? 2 : 3, content: inlineOf(heading) });
      open = null;
    } else if (item !== undefined) {
      const ordered = /\d/.test(bullet!);
      if (open?.is !== "list" || open.ordered !== ordered) blocks.push(open = { is: "list", ordered, items: [] });
      open.items.push(inlineOf(item));
    } else {
      if (open?.is !== "paragraph") blocks.push(open = { is: "paragraph", lines: [] });
      open.lines.push(inlineOf(trimmed));
    }
  }
  return blocks;
}

/** The words alone, for search engines, previews and calendars. */
export function plainText(text: string): string {
  return parseRichText(text).map((block) => {
    if (block.is === "heading") return wordsOf(block.content);
    if (block.is === "paragraph") return block.lines.map(wordsOf).join("\n");
    return block.items.map((item) => `- ${wordsOf(item)}`).join("\n");
  }).join("\n\n");
}

function inlineOf(line: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: strong, 2: emphasis, 3: words, 4: href } of line.matchAll(MARKS)) {
    if (index > end) parts.push({ is: "text", text: line.slice(end, index) });
    if (strong !== undefined) parts.push({ is: "strong", text: strong });
    else if (emphasis !== undefined) parts.push({ is: "emphasis", text: emphasis });
    else parts.push({ is: "link", text: words!, href: href! });
    end = index + whole.length;
  }
  if (end < line.length) parts.push({ is: "text", text: line.slice(end) });
  return parts;
}

function wordsOf(content: readonly Inline[]): string {
  return content.map(({ text }) => text).join("");
}
