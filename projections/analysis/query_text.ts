/** A kind of value that a query asks for. */
export type ParameterType = "text" | "number" | "date";
export interface Parameter {
  name: string;
  type: ParameterType;
}

const CAST: Record<ParameterType, string> = { text: "text", number: "numeric", date: "timestamptz" };
/** What is not a parameter although it looks like one: texts, quoted names, comments, dollar quotes and casts. */
const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|::|:([a-z][a-z0-9_]{0,29})\b/g;

/** The names that a query asks for with `:name`, in order of appearance. */
export function parameterNames(sql: string): string[] {
  const names = [...sql.matchAll(TOKEN)].flatMap((match) => match[2] === undefined ? [] : [match[2]]);
  return [...new Set(names)];
}

/** The query with `$1, $2 …` in place of `:name`, and the values in that order; what nobody typed is null. */
export function bind(
  sql: string,
  parameters: readonly Parameter[],
  typed: Readonly<Record<string, string>>,
): { text: string; values: (string | null)[] } {
  const names = parameterNames(sql);
  const text = sql.replace(TOKEN, (token, _quote, name?: string) => {
    if (name === undefined) return token;
    const type = parameters.find((parameter) => parameter.name === name)?.type ?? "text";
    return `$${names.indexOf(name) + 1}::text::${CAST[type]}`;
  });
  return { text, values: names.map((name) => typed[name]?.trim() || null) };
}
