/** Kinds of files that are taken as material, with what they are served as: nothing that a browser would run. */
export const documentTypes = {
  pdf: "application/pdf",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  txt: "text/plain; charset=utf-8",
} as const;
export type DocumentKind = keyof typeof documentTypes;

/**
 * What a file is by its content, whatever its name and its sender say; null for everything that is not taken. Nothing is
 * unpacked for it: of an archive, the names in its directory are read.
 */
export function documentKindOf(bytes: Uint8Array): DocumentKind | null {
  if (ascii(bytes, 0, 5) === "%PDF-") return "pdf";
  if (ascii(bytes, 0, 4) === "PK\u0003\u0004") return archiveKindOf(bytes);
  return isText(bytes) ? "txt" : null;
}

const parts = [["ppt/", "pptx"], ["word/", "docx"], ["xl/", "xlsx"]] as const;

function archiveKindOf(bytes: Uint8Array): DocumentKind | null {
  const open = (["odp", "odt", "ods"] as const).find((kind) =>
    ascii(bytes, 30, 38 + documentTypes[kind].length) === `mimetype${documentTypes[kind]}`
  );
  if (open) return open;
  const names = namesIn(bytes);
  // macros run where the file is opened: those who get it have not asked for that
  if (!names?.includes("[Content_Types].xml") || names.some((name) => /vbaProject/i.test(name))) return null;
  return parts.find(([folder]) => names.some((name) => name.startsWith(folder)))?.[1] ?? null;
}

/** Most entries of an archive that are looked at. */
const MOST_ENTRIES = 20_000;

/** The names in an archive's directory, which stands at its end; null when there is none. */
function namesIn(bytes: Uint8Array): string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lowest = Math.max(0, bytes.byteLength - 22 - 0xffff);
  let end = bytes.byteLength - 22;
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < lowest) return null;
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) return null;
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== 0x02014b50) return null;
    const length = view.getUint16(at + 28, true);
    names.push(ascii(bytes, at + 46, at + 46 + length));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** Whether it is UTF-8 without control characters, and no page or picture that only looks like a text. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.byteLength === 0) return false;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // deno-lint-ignore no-control-regex -- they tell a binary file
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text) && !/^\s*<(!doctype|html|svg|\?xml|script)/i.test(text);
  } catch {
    return false;
  }
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
