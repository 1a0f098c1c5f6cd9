import { openApiDocument } from "./openapi.ts";

/** One call as the reference page shows it. */
export interface ReferenceCall {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: ReferenceField[];
  body: ReferenceField[];
  /** Media type of the file that it takes instead of JSON. */
  file: string | null;
  answers: { status: string; about: string; fields: ReferenceField[] }[];
}

export interface ReferenceField {
  name: string;
  /** As one would say it: `string (uuid)`, `integer or null`, `one of draft, published`. */
  type: string;
  about: string;
  required: boolean;
}

// deno-lint-ignore no-explicit-any -- any JSON Schema
type Schema = any;

/** The OpenAPI document, arranged for reading. */
export function apiReference(baseUrl: string): ReferenceCall[] {
  const document = openApiDocument(baseUrl) as Schema;
  const resolve = (schema: Schema): Schema =>
    schema?.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)] : schema;
  const fieldsOf = (schema: Schema): ReferenceField[] => {
    const whole = resolve(schema) ?? {};
    // of a bare list, the fields of what it holds
    const { properties = {}, required = [] } = whole.type === "array" ? resolve(whole.items) : whole;
    return Object.entries(properties as Record<string, Schema>).map(([name, field]) => ({
      name,
      type: typeOf(field, resolve),
      about: field.description ?? resolve(field)?.description ?? "",
      required: required.includes(name),
    }));
  };
  return Object.entries(document.paths as Record<string, Record<string, Schema>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({
      id: call.operationId,
      method: method.toUpperCase(),
      path,
      summary: call.summary,
      description: call.description ?? "",
      parameters: call.parameters.map((parameter: Schema) => ({
        name: parameter.name,
        type: `${typeOf(parameter.schema, resolve)} (${parameter.in})`,
        about: parameter.description ?? "",
        required: parameter.required,
      })),
      body: fieldsOf(call.requestBody?.content["application/json"]?.schema),
      file: Object.keys(call.requestBody?.content ?? {}).find((type) => type !== "application/json") ?? null,
      answers: Object.entries(call.responses as Record<string, Schema>).map(([status, answer]) => ({
        status,
        about: answer.description,
        // An answer without content has none, and files have no fields.
        fields: Number(status) < 400 ? fieldsOf(answer.content?.["application/json"]?.schema) : [],
      })),
    }))
  );
}

function typeOf(schema: Schema, resolve: (schema: Schema) => Schema): string {
  const resolved = resolve(schema) ?? {};
  const choices = resolved.anyOf ?? resolved.oneOf;
  if (choices) return [...new Set(choices.map((choice: Schema) => typeOf(choice, resolve)))].join(" or ");
  if (resolved.enum) return `one of ${resolved.enum.join(", ")}`;
  if ("const" in resolved) return JSON.stringify(resolved.const);
  if (resolved.type === "array") return `list of ${typeOf(resolved.items, resolve)}`;
  if (resolved.type === "object" && resolved.properties) return `{ ${Object.keys(resolved.properties).join(", ")} }`;
  return resolved.format ? `${resolved.type} (${resolved.format})` : String(resolved.type ?? "any");
}
