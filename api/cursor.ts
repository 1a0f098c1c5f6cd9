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

/** @throws {Problem} `invalid_input` for a cursor that is none of ours */
export function readCursor(cursor: string, message: string): CursorPlace {
  try {
    const [at, id] = Place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { at, id };
  } catch {
    throw new Problem("invalid_input", {}, [{ field: "cursor", message }]);
  }
}
