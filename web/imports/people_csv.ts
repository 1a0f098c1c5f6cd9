import Papa from "papaparse";
import { visible } from "../person_fields.ts";

/** Most rows of one import, and most bytes of its file. */
export const MOST_ROWS = 2_000;
export const MOST_BYTES = 1024 * 1024;

export const importFields = ["email", "firstName", "lastName", "phone", "company", "position"] as const;
export type ImportField = typeof importFields[number];
/** Which column is what, by its place; a field that no column is, is missing. */
export type Mapping = Partial<Record<ImportField, number>>;

export interface ImportedPerson {
  email: string;
  firstName: string;
  lastName: string;
  phone?: string;
  company?: string;
  position?: string;
}

/** What is wrong with a row, and which: 1 is the head line, as spreadsheets count. */
export interface RowProblem {
  row: number;
  problem: "bad_email" | "no_name" | "twice" | "too_long" | "cells";
  /** For `twice`: where it stood first. */
  first?: number;
}

export type Read =
  | { ok: true; columns: string[]; rows: string[][] }
  | { ok: false; problem: "encoding" | "empty" | "too_many" };

/**
 * The text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark, else Windows-1252. Null when it is no text (a
 * picture, a workbook).
 */
export function decoded(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8";
  const text = attempt(bytes, encoding) ?? attempt(bytes, "windows-1252");
  // deno-lint-ignore no-control-regex -- they tell a binary file
  return text === null || /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
}

function attempt(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Reads CSV with any usual separator and a head line. */
export function readCsv(text: string | null): Read {
  if (text === null) return { ok: false, problem: "encoding" };
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), { skipEmptyLines: "greedy" });
  const [columns, ...rows] = data;
  if (!columns || rows.length === 0) return { ok: false, problem: "empty" };
  if (rows.length > MOST_ROWS) return { ok: false, problem: "too_many" };
  return { ok: true, columns: columns.map((name) => name.trim()), rows };
}

/** Rows as CSV. */
export function unparsed(rows: readonly (readonly string[])[]): string {
  return Papa.unparse(rows.map((row) => [...row]));
}

const names: Record<ImportField, RegExp> = {
  email: /^(e-?mail|correo|mail)/i,
  firstName: /^(first|given|vor|nombre)/i,
  lastName: /^(last|sur|family|nach|apellido)/i,
  phone: /^(phone|tel|mobil|m[oó]vil)/i,
  company: /^(company|organi|firma|unternehmen|empresa)/i,
  position: /^(position|job|role|cargo|funktion)/i,
};

/** The mapping that the names of the columns suggest. */
export function suggested(columns: readonly string[]): Mapping {
  const mapping: Mapping = {};
  for (const field of importFields) {
    const at = columns.findIndex((name) => names[field].test(name));
    if (at >= 0) mapping[field] = at;
  }
  return mapping;
}

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]{2,}$/;
const LONGEST: Record<ImportField, number> = {
  email: 254,
  firstName: 100,
  lastName: 100,
  phone: 50,
  company: 200,
  position: 200,
};

/** Everybody in the file, and every row that is wrong: while there is one, nothing is to be imported. */
export function peopleIn(
  { columns, rows }: { columns: readonly string[]; rows: readonly string[][] },
  mapping: Mapping,
): { people: ImportedPerson[]; problems: RowProblem[] } {
  const seen = new Map<string, number>();
  const people: ImportedPerson[] = [];
  const problems: RowProblem[] = [];
  rows.forEach((cells, i) => {
    const row = i + 2;
    const value = (field: ImportField) => clean(mapping[field] === undefined ? "" : cells[mapping[field]] ?? "");
    const person = Object.fromEntries(importFields.map((field) => [field, value(field)])) as Record<
      ImportField,
      string
    >;
    const first = seen.get(person.email.toLowerCase());
    if (cells.length !== columns.length) problems.push({ row, problem: "cells" });
    else if (!EMAIL.test(person.email)) problems.push({ row, problem: "bad_email" });
    else if (!person.firstName || !person.lastName) problems.push({ row, problem: "no_name" });
    else if (importFields.some((field) => person[field].length > LONGEST[field])) {
      problems.push({ row, problem: "too_long" });
    } else if (first !== undefined) problems.push({ row, problem: "twice", first });
    else {
      seen.set(person.email.toLowerCase(), row);
      const { phone, company, position, ...needed } = person;
      people.push({ ...needed, ...(phone && { phone }), ...(company && { company }), ...(position && { position }) });
    }
  });
  return { people, problems };
}

/** Without what nobody sees, and without the apostrophe that keeps formulas from running. */
function clean(value: string): string {
  return visible(value).trim().replace(/^'(?=[=+\-@])/, "");
}
