import { z } from "zod";
import { QueryParameter } from "../../../domain/analysis/events.ts";
import { QueryFailed } from "../../../projections/analysis/console.ts";
import { type Parameter, parameterNames } from "../../../projections/analysis/query_text.ts";
import type { Question } from "../../../projections/analysis/studio_console.ts";
import type { State } from "../../state.ts";

export const sqlActions = ["run", "cancel", "save", "remove", "rotate", "withdraw"] as const;

/** What the console's forms send: the query, and `type.name` and `value.name` for each of its parameters. */
export const SqlForm = z.looseObject({
  do: z.enum(sqlActions).default("run"),
  sql: z.string().max(20_000).default(""),
  name: z.string().trim().max(100).default(""),
  show: z.enum(["table", "chart"]).default("table"),
  queryId: z.uuid().optional(),
}).refine(({ do: what, name }) => what !== "save" || name !== "", { path: ["name"], message: "required" })
  .refine(({ do: what, sql }) => (what !== "save" && what !== "run") || sql.trim() !== "", {
    path: ["sql"],
    message: "required",
  });
export type SqlForm = z.output<typeof SqlForm>;

/** The question that a form holds, with the kinds and values of the parameters that its text asks for. */
export function questionOf(
  form: Readonly<Record<string, unknown>>,
  known: readonly Parameter[] = [],
): Omit<Question, "asker"> {
  const sql = String(form.sql ?? "");
  const parameters = parameterNames(sql).map((name): Parameter => {
    const type = QueryParameter.shape.type.safeParse(form[`type.${name}`]);
    return { name, type: type.success ? type.data : known.find((one) => one.name === name)?.type ?? "text" };
  });
  const typed = Object.fromEntries(parameters.map(({ name }) => [name, String(form[`value.${name}`] ?? "")]));
  return { sql, parameters, typed };
}

/** A query that was not answered, as the page tells it: the database's own words, and the line that it means. */
export interface SqlProblem {
  reason: QueryFailed["reason"];
  message: string;
  line: number | null;
}

/** Runs the question for the studio of who asks. What the query itself did wrong is an answer, too. */
export async function answered({ app, studio, session }: State, question: Omit<Question, "asker">) {
  try {
    return { answer: await app.console.ask(studio!.id, { ...question, asker: session!.userId }), failed: null };
  } catch (error) {
    if (!(error instanceof QueryFailed)) throw error;
    return { answer: null, failed: problemOf(error, question.sql) };
  }
}

function problemOf({ reason, message, at }: QueryFailed, sql: string): SqlProblem {
  const line = at === null ? null : sql.slice(0, at).split("\n").length;
  return { reason, message, line };
}
