import type { z } from "zod";
import type { Caller } from "../commands/deps.ts";
import type { Language } from "../domain/ids.ts";
import type { Application } from "../web/application.ts";
import type { FieldsOfReasons } from "../web/explain.ts";
import type { Method, Need } from "../web/rights.ts";
import type { Membership } from "../web/state.ts";

/** One call with everything checked: who asks, in which studio, with what. */
export interface Call<Q = unknown, B = unknown> {
  app: Application;
  caller: Caller;
  studio: Membership;
  /** The path's `{name}`s, each a UUID. */
  params: Readonly<Record<string, string>>;
  /** The version of the event that `If-Match` names; undefined: any. */
  ifMatch: number | undefined;
  query: Q;
  body: B;
  /** Of an upload; empty for every other call. */
  bytes: Uint8Array<ArrayBuffer>;
  language: Language;
  /** The address as it was asked. */
  url: URL;
}

export interface Answer {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** A call that succeeds answers with JSON of one shape, with a file, or with nothing. */
export type Success =
  | { status: 200 | 201; schema: z.ZodType; description: string; paged?: true }
  | { status: 200; files: readonly string[]; description: string }
  | { status: 204; description: string };

/** One call of the API: its route, its document and what it does, from the same schemas. */
export interface Operation<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> {
  method: Method;
  /** Below the prefix, `/events/{id}`. */
  path: string;
  needs: Need;
  summary: string;
  description?: string;
  query?: Q;
  body?: B;
  /** Takes a file as it is instead: its media types, and most bytes of it. */
  upload?: { types: readonly string[]; most: number };
  /** The answer of success. */
  success: Success;
  /** Every status of its own that it can refuse with, and when; those that many calls share stand in `problemsOf`. */
  problems: Readonly<Record<number, string>>;
  /** Fields that a refusal is about. */
  fields?: FieldsOfReasons | ((body: z.output<B>) => FieldsOfReasons);
  /** Takes an `Idempotency-Key`. */
  idempotent?: boolean;
  /** Its answer holds a secret: it is made again from the facts for a repetition, and kept nowhere. */
  secret?: boolean;
  /** Is about an event's version: takes `If-Match`, answers with an `ETag`. */
  versioned?: boolean;
  /** A file is given as the response that sends it. */
  handle(call: Call<z.output<Q>, z.output<B>>): Promise<Answer | Response>;
}

/** Declares a call; exists for its types. */
export function operation<Q extends z.ZodType, B extends z.ZodType>(definition: Operation<Q, B>): Operation {
  // The server parses with the very schemas whose outputs `handle` takes.
  return definition as unknown as Operation;
}
