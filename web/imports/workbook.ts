import { inflateRawSync } from "node:zlib";

/** Most bytes that the parts of a workbook may unpack to, each: a file of a megabyte can hold a gigabyte of nothing. */
const MOST_UNPACKED = 16 * 1024 * 1024;
/** Columns that are read of a row. */
const MOST_COLUMNS = 200;

/** Why a workbook cannot be read. */
export class UnreadableWorkbook extends Error {}

/** Whether the bytes are a zip archive, as a workbook is. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * The texts of an Excel workbook's first sheet (Office Open XML), row by row; no formula is worked out, no entity of its own
 * is followed, and nothing is unpacked beyond a bound.
 * @param most rows that are read; one more is told by the rows being that many
 * @throws {UnreadableWorkbook}
 */
export function rowsOfWorkbook(bytes: Uint8Array, most: number): string[][] {
  const packed = partsOf(bytes);
  const part = (name: string) => plain(packed(name));
  const book = part("xl/workbook.xml");
  const [first] = book === null ? [] : elements(book, "sheet");
  const id = first && attribute(first.head, "r:id");
  const relation = elements(part("xl/_rels/workbook.xml.rels") ?? "", "Relationship")
    .find(({ head }) => attribute(head, "Id") === id);
  const target = relation && attribute(relation.head, "Target")?.replace(/^\/?(xl\/)?/, "xl/");
  const sheet = part(target ?? "xl/worksheets/sheet1.xml");
  if (book === null || sheet === null) throw new UnreadableWorkbook("no workbook");
  const shared = elements(part("xl/sharedStrings.xml") ?? "", "si").map(({ inner }) => textIn(inner)).toArray();
  return elements(sheet, "row").map(({ inner }) => cellsOf(inner, shared))
    .filter((row) => row.some((cell) => cell.trim() !== "")).take(most + 1).toArray();
}

/** Without the prefix that some programs write before every name. */
function plain(xml: string | null): string | null {
  const prefix = /<(\w{1,20}:)(?:workbook|worksheet|sst|Relationships)\b/.exec(xml?.slice(0, 2_000) ?? "")?.[1];
  return prefix === undefined ? xml : xml!.replaceAll(`<${prefix}`, "<").replaceAll(`</${prefix}`, "</");
}

interface Element {
  /** What stands in its tag behind the name. */
  head: string;
  inner: string;
}

/** Elements of a name, one after the other and each text read once, however it is made: no element has one of its own kind in it. */
function* elements(xml: string, name: string): Generator<Element, void, undefined> {
  const opening = `<${name}`;
  const closing = `</${name}>`;
  for (let at = xml.indexOf(opening); at >= 0; at = xml.indexOf(opening, at)) {
    const from = at + opening.length;
    const end = xml.indexOf(">", from);
    if (end < 0) return;
    at = end + 1;
    if (!/[\s/>]/.test(xml[from]!)) continue; // of another name that begins alike
    const head = xml.slice(from, end);
    if (head.endsWith("/")) yield { head: head.slice(0, -1), inner: "" };
    else {
      const close = xml.indexOf(closing, at);
      if (close < 0) return;
      yield { head, inner: xml.slice(at, close) };
      at = close + closing.length;
    }
  }
}

function cellsOf(xml: string, shared: readonly string[]): string[] {
  const cells: string[] = [];
  for (const { head, inner } of elements(xml, "c")) {
    const at = columnOf(attribute(head, "r")) ?? cells.length;
    if (at >= MOST_COLUMNS) continue;
    while (cells.length < at) cells.push("");
    cells[at] = valueOf(attribute(head, "t"), inner, shared);
  }
  return cells;
}

function valueOf(type: string | undefined, inner: string, shared: readonly string[]): string {
  if (type === "inlineStr") return textIn(inner);
  const [told] = elements(inner, "v");
  if (type === "s") return shared[Number(told?.inner)] ?? "";
  const value = unescaped(told?.inner ?? "");
  // a phone number typed as a number: 3.46E+10
  return /^-?\d+(\.\d+)?E\+?\d{1,2}$/i.test(value) ? String(Number(value)) : value;
}

/** Its runs together, without the reading aids of Japanese that stand behind them. */
function textIn(xml: string): string {
  return elements(xml.split("<rPh", 1)[0]!, "t").map(({ inner }) => unescaped(inner)).toArray().join("");
}

/** `BC12` → 54; null where the cell does not say where it stands. */
function columnOf(reference: string | undefined): number | null {
  const [, letters] = /^([A-Z]{1,3})\d+$/.exec(reference ?? "") ?? [];
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null;
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : "";
  });
}

/** Gives an archive's parts by name, as text; null where it has none of that name. @throws {UnreadableWorkbook} */
function partsOf(bytes: Uint8Array): (name: string) => string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, { method: number; at: number; packed: number }>();
  try {
    const end = endOfDirectory(view);
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(at, true) === 0x02014b50; left--) {
      const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + lengths[0]));
      const [method, packed] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true)];
      parts.set(name, { method, at: view.getUint32(at + 42, true), packed });
      at += 46 + lengths[0] + lengths[1] + lengths[2];
    }
  } catch (error) {
    throw new UnreadableWorkbook("no archive", { cause: error });
  }
  return (name) => {
    const part = parts.get(name);
    if (!part) return null;
    try {
      const from = part.at + 30 + view.getUint16(part.at + 26, true) + view.getUint16(part.at + 28, true);
      const data = bytes.subarray(from, from + part.packed);
      const open = part.method === 0 ? data : inflateRawSync(data, { maxOutputLength: MOST_UNPACKED });
      return new TextDecoder("utf-8", { fatal: true }).decode(open);
    } catch (error) {
      throw new UnreadableWorkbook(`${name} cannot be unpacked`, { cause: error });
    }
  };
}

/** Where the directory at the end of an archive says where it begins; a comment may stand behind it. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new RangeError("no directory");
}
