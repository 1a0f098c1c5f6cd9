import type { Language } from "../../domain/ids.ts";

/** What a cell holds; instants are written in the reader's zone by whoever makes the rows. */
export type Cell = string | number | null;

/** A list on its way out: what its columns are called, and its rows as they come. */
export interface Sheet {
  title: string;
  /** Stands under the title where there is room for it. */
  subtitle: string;
  language: Language;
  columns: readonly Column[];
  /** Never all in memory: read as fast as they are taken. */
  rows: AsyncIterable<readonly Cell[]>;
}

export interface Column {
  label: string;
  /** Share of the width of a printed page; 1 when left out. */
  width?: number;
}

/**
 * Text that a spreadsheet would take for a formula, with an apostrophe in front of it, so that it is shown as it was typed.
 * Also after leading blanks, which some programs skip, and for the full-width signs.
 */
export function harmless(text: string): string {
  return /^[\s\0]*[=+\-@\t\r＝＋－＠]/.test(text) && !isPlainNumber(text) ? `'${text}` : text;
}

function isPlainNumber(text: string): boolean {
  return /^[+-]?\d{1,15}([.,]\d+)?$/.test(text);
}

/** Text without what no file format can hold: control characters but tabs and line breaks, and halves of characters. */
export function printable(text: string): string {
  // deno-lint-ignore no-control-regex -- these are what it takes away
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
