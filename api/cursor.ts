import { Buffer } from "node:buffer";
import { z } from "zod";
import { Problem } from "../web/problem.ts";

const Place = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()]);

/** Where a page of a list ends: an instant and an id. */
export interface CursorPlace {
  at: string;
  id: string;
}

/** The cursor that leads to what comes after this place; clients pass it on and read nothing in it. */
export function writeCursor({ at, id }: CursorPlace): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** The header that leads to the page after this place, as `Link` says it; nothing where there is none. */
export function linkToNext(
  { app, url }: { app: { baseUrl: string }; url: URL },
  place: CursorPlace | undefined,
): Record<string, string> {
  if (!place) return {};
  const query = new URLSearchParams(url.searchParams);
  query.delete("page");
  query.set("cursor", writeCursor(place));
  return { Link: `<${app.baseUrl}${url.pathname}?${query}>; rel="next"` };
}

/** @throws {Problem} `invalid_input` for a cursor that is none of ours */
export function readCursor(cursor: string, message: string): CursorPlace {
  try {
    const [at, id] = Place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { at, id };
  } catch {
    throw new Problem("invalid_input", {}, [{ field: "cursor", message }]);
  }
}
