import { xlsx } from "../../web/exports/xlsx.ts";

/** Rows as the workbook that the product itself writes, the first of them the head. */
export async function workbookOf([head = [], ...rows]: readonly (readonly string[])[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const sheet = {
    title: "",
    subtitle: "",
    language: "en",
    columns: head.map((label) => ({ label })),
    rows: walk(),
  } as const;
  for await (const piece of xlsx(sheet)) pieces.push(piece);
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());

  async function* walk() {
    for (const row of rows) yield await Promise.resolve(row);
  }
}
