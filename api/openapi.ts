import { z } from "zod";
import { formats } from "../web/exports/download.ts";
import { figureKeys } from "../web/pages/analytics/figures.ts";
import type { Operation, Success } from "./operation.ts";
import { operations } from "./operations.ts";
import { ProblemAnswer } from "./schemas.ts";
import { isConditional, problemsOf } from "./statuses.ts";

type JsonObject = Record<string, unknown>;

/** The OpenAPI 3.1 document, from the very schemas that requests are parsed and answers are written with. */
export function openApiDocument(baseUrl: string): JsonObject {
  const components = new Components();
  const paths: Record<string, JsonObject> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ??= {};
    path[operation.method.toLowerCase()] = describe(operation, components);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Webinars API",
      version: "1",
      description:
        "Events and registrations of one studio. Errors are `application/problem+json`. Instants are ISO 8601 in " +
        "UTC. `/api` and `/api/v1` are the same.",
    },
    servers: [{ url: `${baseUrl}/api/v1` }, { url: `${baseUrl}/api` }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "An API key of the studio, with the scopes it was made for",
        },
        session: { type: "apiKey", in: "cookie", name: "session", description: "Whoever is signed in in the browser" },
      },
    },
  };
}

function describe(operation: Operation, components: Components): JsonObject {
  const { summary, description, success, method, path } = operation;
  const refusals = Object.entries(problemsOf(operation)).map(([status, why]) => [status, {
    description: why,
    headers: refusalHeaders[status],
    content: { "application/problem+json": { schema: components.ref(ProblemAnswer) } },
  }]);
  return {
    operationId: `${method.toLowerCase()}${
      path.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, "")
    }`,
    summary,
    ...(description ? { description } : {}),
    parameters: parametersOf(operation),
    ...(operation.body
      ? {
        requestBody: { required: true, content: { "application/json": { schema: inlined(operation.body, "input") } } },
      }
      : {}),
    ...(operation.upload
      ? {
        requestBody: {
          required: true,
          content: Object.fromEntries(operation.upload.types.map((type) => [type, { schema: binary }])),
        },
      }
      : {}),
    responses: { [success.status]: succeeded(success, operation, components), ...Object.fromEntries(refusals) },
  };
}

const binary = { type: "string", format: "binary" };
const text = (description: string) => ({ description, schema: { type: "string" } });
const refusalHeaders: Record<string, JsonObject> = {
  401: { "WWW-Authenticate": text("How to say who asks: `Bearer`") },
  429: { "Retry-After": text("Seconds") },
};

function succeeded(success: Success, { versioned }: Operation, components: Components): JsonObject {
  const { description } = success;
  const headers: JsonObject = {
    "X-Request-Id": text("Under which the request is known"),
    "RateLimit-Limit": text("Requests in a minute"),
    "RateLimit-Remaining": text("How many of them are left"),
    "RateLimit-Reset": text("Seconds until they are counted anew"),
    ...(versioned && success.status !== 204 ? { ETag: text("The event's version") } : {}),
    ...("paged" in success
      ? { Link: text('Where the next page begins, as `<…>; rel="next"`; absent: there is nothing after') }
      : {}),
  };
  if ("schema" in success) {
    return { description, headers, content: { "application/json": { schema: components.ref(success.schema) } } };
  }
  if (!("files" in success)) return { description, headers };
  return {
    description,
    headers,
    content: Object.fromEntries(success.files.map((type) => [type, { schema: binary }])),
  };
}

/** Parts of paths that are no ids. */
const choices: Readonly<Record<string, readonly string[]>> = { format: formats, figure: figureKeys };

function parametersOf(operation: Operation): JsonObject[] {
  const { path, query, idempotent } = operation;
  const parameters: JsonObject[] = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: choices[name!] ? { type: "string", enum: choices[name!] } : { type: "string", format: "uuid" },
  }));
  if (isConditional(operation)) {
    parameters.push({
      name: "If-Match",
      in: "header",
      required: false,
      description: "`ETag` of the event as it was read: refused with 412 when it has changed since",
      schema: { type: "string" },
    });
  }
  if (query) {
    const { properties = {} } = inlined(query, "output") as { properties?: Record<string, JsonObject> };
    for (const [name, schema] of Object.entries(properties)) {
      parameters.push({ name, in: "query", required: false, schema });
    }
  }
  if (idempotent) {
    parameters.push({
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description:
        "The same key and body get the same answer for 24 hours, refusals by rules included; still being answered: 409 " +
        "request_in_flight; another body: 422 idempotency_key_reused. A request that cannot be used as it stands (400, " +
        "413, 415) does not bind the key: send it corrected under the same one.",
      schema: { type: "string", minLength: 1, maxLength: 255 },
    });
  }
  return parameters;
}

function inlined(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _, id: __, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
}

/** Named answers, once each. */
class Components {
  readonly schemas: Record<string, JsonObject> = {};

  ref(schema: z.ZodType): JsonObject {
    const id = schema.meta()?.id;
    if (!id) throw new Error("an answer's schema has no name");
    if (!this.schemas[id]) {
      const { $defs = {}, ...own } = inlined(schema, "output") as JsonObject & { $defs?: Record<string, JsonObject> };
      this.schemas[id] = relocated(own);
      for (const [name, definition] of Object.entries($defs)) {
        const { id: _, $schema: __, ...rest } = definition;
        this.schemas[name] = relocated(rest);
      }
    }
    return { $ref: `#/components/schemas/${id}` };
  }
}

function relocated(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
