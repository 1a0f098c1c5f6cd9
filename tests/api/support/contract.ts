import assert from "node:assert/strict";
import { z } from "zod";
import { openApiDocument } from "../../../api/openapi.ts";

// deno-lint-ignore no-explicit-any -- any JSON
type Json = any;

/** What the document says of one answer of one call. */
export interface Documented {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: Json }>;
}

/** Holds answers against the document, and remembers which of the documented ones it has seen. */
export interface Contract {
  /** Every call, as `POST /events/{id}/publish`. */
  calls: readonly string[];
  /** @throws when the answer is not documented, or not as documented */
  check(call: string, response: Response): Promise<Json>;
  /** What the document promises and nobody has seen, as `POST /events/{id}/publish 409`. */
  unseen(): string[];
  /** Whether the document knows this answer. */
  has(call: string, status: number): boolean;
  takesBody(call: string): boolean;
  takesKey(call: string): boolean;
}

/** The document of this program as a {@link Contract}. */
export function readContract(): Contract {
  const document = openApiDocument("http://localhost") as Json;
  const operations = new Map<string, Json>();
  for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, Json>>)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations.set(`${method.toUpperCase()} ${path}`, operation);
    }
  }
  const seen = new Set<string>();
  const schemas = new Map<string, z.ZodType>();
  const schemaOf = (schema: Json): z.ZodType => {
    const text = JSON.stringify({ ...schema, $defs: document.components.schemas })
      .replaceAll("#/components/schemas/", "#/$defs/");
    if (!schemas.has(text)) schemas.set(text, z.fromJSONSchema(JSON.parse(text)));
    return schemas.get(text)!;
  };
  return {
    calls: [...operations.keys()],
    async check(call, response) {
      const said = `${call} ${response.status}`;
      const text = new Uint8Array(await response.arrayBuffer());
      const decoded = new TextDecoder().decode(text);
      const documented: Documented | undefined = operations.get(call)?.responses[response.status];
      assert.ok(documented, `${said} is not documented: ${decoded.slice(0, 300)}`);
      seen.add(said);
      for (const name of Object.keys(documented.headers ?? {})) {
        if (name !== "Link") assert.ok(response.headers.has(name), `${said} has no ${name}`);
      }
      assert.ok(response.headers.has("x-request-id"), said);
      const types = Object.keys(documented.content ?? {});
      if (types.length === 0) return assert.equal(decoded, "", said);
      const type = response.headers.get("content-type") ?? "";
      assert.ok(types.includes(type), `${said} is ${type}`);
      if (!/json$/.test(type)) return assert.ok(text.length > 0, said);
      const body = JSON.parse(decoded);
      const judged = schemaOf(documented.content![type]!.schema).safeParse(body);
      assert.ok(judged.success, `${said} is not as documented: ${judged.error?.message}\n${decoded.slice(0, 1_000)}`);
      if (response.status >= 400) assert.equal(body.status, response.status, said);
      return body;
    },
    unseen: () =>
      [...operations].flatMap(([call, { responses }]) => Object.keys(responses).map((status) => `${call} ${status}`))
        .filter((answer) => !seen.has(answer)),
    has: (call, status) => operations.get(call)?.responses[status] !== undefined,
    takesBody: (call) => operations.get(call)?.requestBody?.content["application/json"] !== undefined,
    takesKey: (call) =>
      operations.get(call)?.parameters.some(({ name }: { name: string }) => name === "Idempotency-Key") ?? false,
  };
}
