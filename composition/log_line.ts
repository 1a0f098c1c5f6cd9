/** Writes one line of JSON to standard error. Never give it personal data: it is kept by whoever collects logs. */
export function logLine(level: "info" | "warning" | "error", what: string, fields: Record<string, unknown> = {}): void {
  const { error, ...others } = fields;
  const line = {
    time: new Date().toISOString(),
    level,
    what,
    ...others,
    ...(error === undefined ? {} : causeOf(error)),
  };
  console.error(JSON.stringify(line));
}

function causeOf(error: unknown): { error: string; stack?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  return {
    error: `${error.name}: ${error.message}`.slice(0, 500),
    stack: error.stack?.split("\n").slice(1, 8).join(" "),
  };
}
