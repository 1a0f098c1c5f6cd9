import { z } from "zod";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { ProblemAnswer } from "./schemas.ts";

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
  const { summary, description, success, problems, method, path, idempotent } = operation;
  const common: Record<number, string> = {
    401: "No valid key or session",
    403: "Not for this role or key",
    429: "Too many requests; `Retry-After` says when to come back",
  };
  if (operation.body) {
    Object.assign(common, {
      409: "A rule forbids it: `code` says which",
      413: "The body has more than 1 MiB",
      415: "The body is not JSON",
    });
  }
  if (operation.versioned && method !== "GET" && success.status !== 201) {
    common[412] = "`If-Match` names another version than the event's";
  }
  if (idempotent) common[422] = "The Idempotency-Key was used for another request";
  const others = Object.entries({ ...common, ...problems }).map(([status, why]) => [
    status,
    { description: why, content: { "application/problem+json": { schema: components.ref(ProblemAnswer) } } },
  ]);
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
    responses: {
      [success.status]: {
        description: success.description,
        ...(operation.versioned && success.status !== 204
          ? { headers: { ETag: { description: "The event's version", schema: { type: "string" } } } }
          : {}),
        ...("schema" in success ? { content: { "application/json": { schema: components.ref(success.schema) } } } : {}),
      },
      ...Object.fromEntries(others),
    },
  };
}

function parametersOf({ path, method, query, idempotent, versioned, success }: Operation): JsonObject[] {
  const parameters: JsonObject[] = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));
  if (versioned && method !== "GET" && success.status !== 201) {
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
        "The same key and body get the same answer for 24 hours; still being answered: 409 request_in_flight",
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
