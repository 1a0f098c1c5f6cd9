/** Writes `docs/events.md` from the catalogue; with `--check` says whether it is current (exit code 1 when not). */
import { z } from "zod";
import { catalogue } from "../domain/catalogue.ts";
import type { EventType } from "../domain/event_type.ts";
import { type Meaning, meanings } from "../domain/meanings.ts";

const file = new URL("../docs/events.md", import.meta.url);

/** The document: every type of domain event, by stream. */
export function eventCatalogue(): string {
  const streams = Map.groupBy<string, EventType>(catalogue, (type) => meaningOf(type).stream);
  const sections = [...streams].map(([stream, types]) => [`## \`${stream}\``, ...types.map(describe)].join("\n\n"));
  return [
    "# Domain events",
    "Generated from `domain/` by `deno run --allow-read --allow-write=docs cli/event_catalogue.ts`. Do not edit.\n\n" +
    "🔒 marks personal data: encrypted in the log with the key of the person that the named field points to, and `null` " +
    "once that person is erased. What stands beside the data of every event (actor, studio, correlation, cause, command) " +
    "is in `domain/fact.ts`.",
    ...sections,
  ].join("\n\n") + "\n";
}

function describe(type: EventType): string {
  const { properties = {} } = z.toJSONSchema(type.schema, { io: "input" }) as Shape;
  const rows = Object.entries(properties).map(([name, shape]) => {
    const of = type.personal[name];
    return `| \`${name}\` | ${shapeOf(shape)} | ${of === undefined ? "" : `🔒 \`${of}\``} |`;
  });
  const formerly = type.formerly.length > 0
    ? ` · formerly ${type.formerly.map((name) => `\`${name}\``).join(", ")}`
    : "";
  return [
    `### ${type.type}`,
    `${meaningOf(type).means} *(version ${type.version}${formerly})*`,
    ["| field | what | personal |", "| --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
}

function meaningOf({ type }: EventType): Meaning {
  return (meanings as Readonly<Record<string, Meaning>>)[type]!;
}

/** The part of JSON Schema that our shapes come out as. */
interface Shape {
  type?: string;
  format?: string;
  enum?: unknown[];
  anyOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
}

function shapeOf(shape: Shape): string {
  if (shape.enum) return shape.enum.map((value) => `\`${value}\``).join(", ");
  if (shape.anyOf) return shape.anyOf.map(shapeOf).join(" or ");
  if (shape.type === "array") return `list of ${shapeOf(shape.items ?? {})}`;
  if (shape.type === "object") {
    const fields = Object.entries(shape.properties ?? {}).map(([name, field]) => {
      const optional = shape.required?.includes(name) ? "" : "?";
      return `${name}${optional}: ${shapeOf(field)}`;
    });
    return `{ ${fields.join("; ")} }`;
  }
  return shape.format ?? shape.type ?? "any";
}

if (import.meta.main) {
  const text = eventCatalogue();
  if (!Deno.args.includes("--check")) await Deno.writeTextFile(file, text);
  else if (await Deno.readTextFile(file) !== text) {
    console.error(
      "docs/events.md is not what the catalogue says: deno run --allow-read --allow-write=docs cli/event_catalogue.ts",
    );
    Deno.exit(1);
  }
}
