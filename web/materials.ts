import { documentTypes } from "../media/document_kind.ts";
import { kindOfId } from "../media/documents.ts";
import type { EventView } from "../projections/queries.ts";
import type { Application } from "./application.ts";

type Having = { materials: readonly Material[]; lifecycle: EventView["lifecycle"] };
type Material = EventView["materials"][number];
type Reader = "everyone" | "registered" | "member";

/**
 * What somebody may have of an event now: `registered` whoever has a place, `member` those who work on it. What is for
 * afterwards is there once the last date is over.
 */
export function materialsFor({ materials, lifecycle }: Having, reader: Reader): Material[] {
  return materials.filter(({ whom, when }) =>
    reader === "member" ||
    (whom === "everyone" || reader === "registered") && (when === "before" || lifecycle === "completed")
  );
}

/** A material as a link: an address elsewhere, or the file's under `base`. */
export function materialLink({ materialId, title, at }: Material, base: string): { title: string; href: string } {
  return { title, href: at.is === "link" ? at.url : `${base}/materials/${materialId}` };
}

/** The file of a material, or the place where a link leads; null when the reader has none of that id. */
export async function materialResponse(
  { documents, pictures }: Pick<Application, "documents" | "pictures">,
  view: Having,
  reader: Reader,
  materialId: string | undefined,
): Promise<Response | null> {
  const material = materialsFor(view, reader).find((one) => one.materialId === materialId);
  if (!material) return null;
  const { at, title } = material;
  if (at.is === "link") return new Response(null, { status: 302, headers: { Location: at.url } });
  if (kindOfId(at.mediaId) === null) {
    const picture = await pictures.open(at.mediaId, 1280);
    return picture && handedOut(new Uint8Array(picture), "image/webp", `${title}.webp`);
  }
  const file = await documents.open(at.mediaId);
  return file && handedOut(file.content, documentTypes[file.kind], `${title}.${file.kind}`);
}

/** To be kept, never to be shown: nothing that somebody uploaded runs under our address. */
function handedOut(body: BodyInit, type: string, name: string): Response {
  // deno-lint-ignore no-control-regex -- none of them belongs into a name
  const clean = name.replace(/[\u0000-\u001f\u007f"\\/:*?<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, " ").trim();
  const plain = clean.normalize("NFD").replace(/\p{Mark}/gu, "").replace(/[^\x20-\x7e]/g, "_");
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(clean)}`,
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
