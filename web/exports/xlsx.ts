import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { type Cell, printable, type Sheet } from "./sheet.ts";

const ROWS_A_PIECE = 500;
/** A sheet of the format holds no more. */
const MOST_ROWS = 1_048_575;
const LONGEST_CELL = 32_767;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org";

/**
 * A list as an Excel workbook (Office Open XML) of one sheet, packed while its rows come: texts are texts in it and never
 * formulas. What goes beyond the 1,048,575 rows of a sheet stands in further ones.
 */
export async function* xlsx(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    packed.push(chunk);
  });
  const encoder = new TextEncoder();
  let sheets = 0;
  let part: ZipDeflate | null = null;
  let rows = 0;
  const begin = () => {
    part = new ZipDeflate(`xl/worksheets/sheet${++sheets}.xml`, { level: 6 });
    zip.add(part);
    part.push(encoder.encode(opening(sheet)));
    rows = 0;
  };
  const end = () => part?.push(encoder.encode("</sheetData></worksheet>"), true);

  begin();
  let piece = "";
  for await (const row of sheet.rows) {
    if (rows === MOST_ROWS) {
      part!.push(encoder.encode(piece));
      piece = "";
      end();
      begin();
    }
    piece += rowOf(row);
    if (++rows % ROWS_A_PIECE > 0) continue;
    part!.push(encoder.encode(piece));
    piece = "";
    yield* packed.splice(0);
  }
  part!.push(encoder.encode(piece));
  end();
  for (const [name, text] of Object.entries(frame(sheets))) {
    const file = new ZipPassThrough(name);
    zip.add(file);
    file.push(encoder.encode(HEAD + text), true);
  }
  zip.end();
  yield* packed.splice(0);
}

function opening({ columns }: Sheet): string {
  const widths = columns.map(({ width = 1 }, i) =>
    `<col min="${i + 1}" max="${i + 1}" width="${Math.round(width * 18)}" customWidth="1"/>`
  ).join("");
  return HEAD + `<worksheet xmlns="${OFFICE}/spreadsheetml/2006/main">` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    `</sheetView></sheetViews><cols>${widths}</cols><sheetData>` +
    `<row>${columns.map(({ label }) => cellOf(label, 1)).join("")}</row>`;
}

function rowOf(row: readonly Cell[]): string {
  return `<row>${row.map((cell) => cellOf(cell)).join("")}</row>`;
}

function cellOf(cell: Cell, style = 0): string {
  if (cell === null || cell === "") return "<c/>";
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function escaped(text: string): string {
  return printable(text.slice(0, LONGEST_CELL)).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(
    ">",
    "&gt;",
  );
}

/** The files around the sheets. */
function frame(sheets: number): Record<string, string> {
  const each = (text: (n: number) => string) => Array.from({ length: sheets }, (_, i) => text(i + 1)).join("");
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const relation = `${OFFICE}/officeDocument/2006/relationships`;
  return {
    "[Content_Types].xml": `<Types xmlns="${OFFICE}/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>` +
      each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kind}.worksheet+xml"/>`) +
      "</Types>",
    "_rels/.rels": `<Relationships xmlns="${OFFICE}/package/2006/relationships">` +
      `<Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${OFFICE}/spreadsheetml/2006/main" xmlns:r="${relation}"><sheets>` +
      each((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`) + "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${OFFICE}/package/2006/relationships">` +
      each((n) => `<Relationship Id="rId${n}" Type="${relation}/worksheet" Target="worksheets/sheet${n}.xml"/>`) +
      `<Relationship Id="rId${sheets + 1}" Type="${relation}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${OFFICE}/spreadsheetml/2006/main">` +
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
      '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>',
  };
}
