import { z } from "zod";
import {
  decoded,
  type ImportedPerson,
  importFields,
  type Mapping,
  MOST_ROWS,
  peopleIn,
  readCsv,
  type RowProblem,
  suggested,
  unparsed,
} from "./people_csv.ts";
import { isZip, rowsOfWorkbook, UnreadableWorkbook } from "./workbook.ts";

/** A list as it is shown before anything comes of it. */
export interface ListPreview {
  step: "preview";
  csv: string;
  columns: readonly string[];
  sample: readonly (readonly string[])[];
  mapping: Mapping;
  ready: number;
  problems: readonly RowProblem[];
  noEmail: boolean;
  importId: string;
}

/** What a form brought: a list, and whether it was asked to be taken in and may be; or why there is none. */
export type Brought =
  | { ok: true; preview: ListPreview; people: ImportedPerson[]; wanted: boolean }
  | { ok: false; problem: "encoding" | "workbook" | "empty" | "too_many" };

const place = z.string().regex(/^\d{1,3}$/).transform(Number).optional().catch(undefined);
const Columns = z.object(Object.fromEntries(importFields.map((field) => [field, place])));

/** Reads the list of a form: a CSV file, an Excel workbook, or the text that came back with the second step. */
export async function broughtIn(form: FormData): Promise<Brought> {
  const file = form.get("file");
  const csv = file instanceof File && file.size > 0
    ? textOf(new Uint8Array(await file.arrayBuffer()))
    : String(form.get("csv") ?? "");
  if (csv instanceof UnreadableWorkbook) return { ok: false, problem: "workbook" };
  const read = readCsv(csv);
  if (!read.ok) return read;
  const mapping = form.has("do") ? Columns.parse(Object.fromEntries(form)) as Mapping : suggested(read.columns);
  const { people, problems } = peopleIn(read, mapping);
  const preview: ListPreview = {
    step: "preview",
    csv: csv ?? "",
    columns: read.columns,
    sample: read.rows.slice(0, 5),
    mapping,
    ready: people.length,
    problems: problems.slice(0, 100),
    noEmail: mapping.email === undefined,
    importId: z.uuid().catch(crypto.randomUUID()).parse(form.get("importId")),
  };
  return { ok: true, preview, people, wanted: form.get("do") === "import" && problems.length === 0 };
}

/** A workbook as the CSV that its first sheet is: mapped, shown and sent back like any other. */
function textOf(bytes: Uint8Array): string | null | UnreadableWorkbook {
  if (!isZip(bytes)) return decoded(bytes);
  try {
    const rows = rowsOfWorkbook(bytes, MOST_ROWS + 1);
    const width = rows[0]?.length ?? 0;
    return unparsed(rows.map((row) => [...row, ...Array<string>(Math.max(0, width - row.length)).fill("")]));
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return error;
    throw error;
  }
}
