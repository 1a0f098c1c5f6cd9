import assert from "node:assert/strict";
import { type DocumentKind, documentKindOf } from "../../media/document_kind.ts";
import { createDocuments, kindOfId, MOST_DOCUMENT_BYTES, UnknownDocument } from "../../media/documents.ts";
import { folderStore } from "../../media/folder.ts";
import { zip } from "../../web/files/zip.ts";

const text = (content: string) => new TextEncoder().encode(content);

async function archive(...names: string[]): Promise<Uint8Array> {
  const pieces = await Array.fromAsync(zip(names.map((name) => ({ name, text: ["<x/>"] }))));
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** As OpenDocument begins: an entry that is stored as it is. */
const openDocument = (type: string) => text(`PK\u0003\u0004${"\0".repeat(26)}mimetype${type}PK`);

Deno.test("a file is judged by its content", async () => {
  const office = (folder: string, ...more: string[]) => archive("[Content_Types].xml", `${folder}/main.xml`, ...more);
  const taken: [DocumentKind, Uint8Array][] = [
    ["pdf", text("%PDF-1.7\n…")],
    ["pptx", await office("ppt")],
    ["docx", await office("word")],
    ["xlsx", await office("xl")],
    ["odp", openDocument("application/vnd.oasis.opendocument.presentation")],
    ["txt", text("Handout: Hüfte\n- locker\n")],
  ];
  for (const [kind, bytes] of taken) assert.equal(documentKindOf(bytes), kind);
  const hostile = {
    "a page": text("  <!DOCTYPE html><script>alert(1)</script>"),
    "a picture that is a program": text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "a workbook with macros": await office("xl", "xl/vbaProject.bin"),
    "an archive of anything": await archive("setup.exe"),
    "an archive without a directory": (await office("ppt")).slice(0, 60),
    "an archive whose directory leads nowhere": text(
      `PK\u0003\u0004PK\u0005\u0006${"\0".repeat(4)}\u0001\0\u0001\0${"\u007f".repeat(8)}\0\0`,
    ),
    "a program": new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0]),
    "nothing": new Uint8Array(),
  };
  for (const [what, bytes] of Object.entries(hostile)) assert.equal(documentKindOf(bytes), null, what);
});

Deno.test("what is kept comes back as it was, by an id that tells its kind and not its studio", async () => {
  const folder = await Deno.makeTempDir({ prefix: "documents-" });
  try {
    const documents = createDocuments(folderStore(folder));
    const original = text("%PDF-1.7\n…");
    const { mediaId: id, bytes, keep } = documents.prepare("studio", original);
    assert.equal(await documents.open(id), null);
    await keep();
    assert.equal(bytes, original.byteLength);
    assert.match(id, /^[A-Za-z0-9_-]{43}-pdf$/);
    assert.equal(kindOfId(id), "pdf");
    assert.equal(kindOfId(id.slice(0, 43)), null);
    assert.notEqual(documents.prepare("another studio", original).mediaId, id);
    const kept = (await documents.open(id))!;
    assert.equal(kept.kind, "pdf");
    assert.deepEqual(await new Response(kept.content).bytes(), original);
    assert.equal(await documents.open(`${"x".repeat(43)}-pdf`), null);
    assert.equal(await documents.open("../../etc/passwd"), null);
    assert.throws(() => documents.prepare("studio", new Uint8Array(MOST_DOCUMENT_BYTES + 1)), UnknownDocument);
    assert.throws(() => documents.prepare("studio", text("<html>")), UnknownDocument);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
