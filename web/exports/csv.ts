import { type Cell, harmless, printable, type Sheet } from "./sheet.ts";

const ROWS_A_PIECE = 500;

/**
 * A list as CSV by RFC 4180: UTF-8 with the mark that spreadsheets ask for, CRLF, in German and Spanish with semicolons, as
 * their spreadsheets read it. Formulas are made harmless.
 */
export async function* csv({ columns, rows, language }: Sheet): AsyncGenerator<Uint8Array> {
  const separator = language === "en" ? "," : ";";
  const line = (cells: readonly Cell[]) => cells.map((cell) => field(cell, separator)).join(separator) + "\r\n";
  const encoder = new TextEncoder();
  let piece = "\ufeff" + line(columns.map(({ label }) => label));
  let held = 0;
  for await (const row of rows) {
    piece += line(row);
    if (++held < ROWS_A_PIECE) continue;
    yield encoder.encode(piece);
    [piece, held] = ["", 0];
  }
  yield encoder.encode(piece);
}

function field(cell: Cell, separator: string): string {
  if (cell === null) return "";
  if (typeof cell === "number") return separator === ";" ? String(cell).replace(".", ",") : String(cell);
  const text = harmless(printable(cell));
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
