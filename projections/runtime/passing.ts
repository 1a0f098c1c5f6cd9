/** Classes of SQLSTATE that say the data is wrong, not the moment: the same statement will fail again. */
const DATA_ERRORS = /^(22|23|42|54)/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Whether the database refused what it was given. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && SQLSTATE.test(code) && DATA_ERRORS.test(code);
}

/**
 * Whether an event could not be read for now only: written by a newer process, or its store or keys cannot be reached.
 * What is none of these will fail again the same way.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "FutureVersion" || error.name === "StoreUnavailable") return true;
  const { code } = error as { code?: unknown };
  if (typeof code !== "string") return false;
  return SQLSTATE.test(code) ? !DATA_ERRORS.test(code) : /^E[A-Z]+$|^SQLITE_BUSY/.test(code);
}
