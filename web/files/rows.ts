import type { AnswerColumn, AnswerRow } from "../../projections/analysis/console.ts";
import { zip } from "./zip.ts";

export const rowFormats = ["csv", "xlsx", "ndjson"] as const;
export type RowFormat = typeof rowFormats[number];

/** What a format is called on the wire. */
export const mediaTypes: Record<RowFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ndjson: "application/x-ndjson",
};

/** An answer as a file, as it comes. `parts`: the columns, then rows in batches. */
export async function* fileOf(
  format: RowFormat,
  columns: readonly AnswerColumn[],
  batches: AsyncIterable<AnswerRow[]>,
): AsyncGenerator<Uint8Array> {
  if (format === "xlsx") return yield* workbook(columns, batches);
  const encoder = new TextEncoder();
  // spreadsheets take UTF-8 for what it is when it says so
  if (format === "csv") yield encoder.encode("\uFEFF" + csvLine(columns.map(({ name }) => name), columns));
  for await (const rows of batches) {
    const lines = rows.map((row) => format === "csv" ? csvLine(row, columns) : jsonLine(row, columns));
    yield encoder.encode(lines.join(""));
  }
}

/** A spreadsheet runs what begins like a formula, so such a text gets an apostrophe in front. Numbers stay numbers. */
function csvLine(row: AnswerRow, columns: readonly AnswerColumn[]): string {
  const cells = row.map((value, i) => {
    if (value === null) return "";
    const isFigure = columns[i]?.kind === "number" && /^[-+\d.eE]+$/.test(value);
    const safe = !isFigure && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return cells.join(",") + "\r\n";
}

function jsonLine(row: AnswerRow, columns: readonly AnswerColumn[]): string {
  const entries = columns.map(({ name, kind }, i): [string, unknown] => {
    const value = row[i] ?? null;
    if (value === null) return [name, null];
    if (kind === "bool") return [name, value === "t"];
    // what a double cannot hold stays a text
    return [name, kind === "number" && String(Number(value)) === value ? Number(value) : value];
  });
  return JSON.stringify(Object.fromEntries(entries)) + "\n";
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function workbook(columns: readonly AnswerColumn[], batches: AsyncIterable<AnswerRow[]>): AsyncGenerator<Uint8Array> {
  return zip([
    {
      name: "[Content_Types].xml",
      text: [
        `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
      ],
    },
    {
      name: "_rels/.rels",
      text: [
        `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
    },
    {
      name: "xl/workbook.xml",
      text: [
        `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Rows" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: [
        `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ],
    },
    { name: "xl/worksheets/sheet1.xml", text: sheet(columns, batches) },
  ]);
}

async function* sheet(columns: readonly AnswerColumn[], batches: AsyncIterable<AnswerRow[]>) {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData><row>${columns.map(({ name }) => textCell(name)).join("")}</row>`;
  for await (const rows of batches) {
    yield rows.map((row) => `<row>${row.map((value, i) => cell(value, columns[i]!)).join("")}</row>`).join("");
  }
  yield "</sheetData></worksheet>";
}

/** Texts are texts here and never formulas, whatever they begin with. */
function cell(value: string | null, { kind }: AnswerColumn): string {
  if (value === null) return "<c/>";
  if (kind === "number" && Number.isFinite(Number(value))) return `<c><v>${Number(value)}</v></c>`;
  if (kind === "bool") return `<c t="b"><v>${value === "t" ? 1 : 0}</v></c>`;
  return textCell(value);
}

// deno-lint-ignore no-control-regex -- XML cannot hold these
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g;
// deno-lint-ignore no-control-regex -- the same, and what is written otherwise
const UNLIKE_XML = /[&<>\x00-\x08\x0b\x0c\x0e-\x1f]/;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
/** Characters that a cell may hold. */
const MOST_TEXT = 32_767;

function textCell(text: string): string {
  const short = text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text;
  const escaped = UNLIKE_XML.test(short)
    ? short.replace(/[&<>]/g, (sign) => entities[sign]!).replace(CONTROL, "")
    : short;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}
