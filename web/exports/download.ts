import { csv } from "./csv.ts";
import { pdf } from "./pdf.ts";
import type { Sheet } from "./sheet.ts";
import { xlsx } from "./xlsx.ts";

/** What a list can be taken along as. */
export const formats = ["csv", "xlsx", "pdf"] as const;
export type Format = typeof formats[number];

const kinds: Record<Format, { type: string; write: (sheet: Sheet) => AsyncGenerator<Uint8Array> }> = {
  csv: { type: "text/csv; charset=utf-8", write: csv },
  xlsx: { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: xlsx },
  pdf: { type: "application/pdf", write: pdf },
};

/** What a format is called on the wire. */
export function mediaTypeOf(format: Format): string {
  return kinds[format].type;
}

/**
 * A list as a file that is written while it is sent: memory does not grow with its length, and nothing more is read once the
 * reader has gone. `name`: without ending; anything unusual in it is replaced.
 */
export function download(sheet: Sheet, format: Format, name: string): Response {
  const { type, write } = kinds[format];
  const pieces = write(sheet);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  }, { highWaterMark: 1 });
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${plain(name)}.${format}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

function plain(name: string): string {
  const ascii = name.normalize("NFD").replace(/\p{Mark}/gu, "").replace(/[^A-Za-z0-9._-]+/g, "-");
  return ascii.replace(/^[-.]+|-+$/g, "").slice(0, 80) || "list";
}
