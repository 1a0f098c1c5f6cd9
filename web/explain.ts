import { ZodError } from "zod";
import { Rejected } from "../domain/decider.ts";
import type { Language } from "../domain/ids.ts";
import { type Reason, rejections } from "../domain/rejections.ts";
import { FutureVersion } from "../event_store/codec.ts";
import { AppendTooLarge, StoreUnavailable, WrongRevision } from "../event_store/port.ts";
import { rejectionMessage } from "../i18n/rejections.ts";
import { translator } from "../i18n/translate.ts";
import { fieldErrors } from "../i18n/validation.ts";
import { type FieldProblem, Problem, type ProblemCode, problems } from "./problem.ts";

/** What to answer to an error: for programs `status` and `code`, for people `detail` and `errors`, in their language. */
export interface Explanation {
  status: number;
  code: Reason | ProblemCode;
  detail: string;
  errors: FieldProblem[];
  headers: Record<string, string>;
  /** Figures that belong to the refusal, for programs. */
  details: Record<string, unknown>;
  /** Nobody's doing but ours: to be logged. */
  unexpected: boolean;
}

/** Fields that a refusal is about, by their names in the request. */
export type FieldsOfReasons = Partial<Record<Reason | ProblemCode, string>>;

/** Where the refusals of an account belong. */
export const accountFields: FieldsOfReasons = {
  password_too_short: "password",
  password_too_long: "password",
  password_common: "password",
  email_taken: "email",
};

const told = [
  "missing",
  "taken",
  "opensAt",
  "closesAt",
  "position",
  "date",
  "status",
  "timeZone",
  "reminder",
  "question",
  "field",
  "variable",
  "version",
  "expiresAt",
];

/** Explains any error. What is not known is `internal_error`, without a word about its inside. */
export function explain(error: unknown, language: Language, fields: FieldsOfReasons = {}): Explanation {
  if (error instanceof Rejected) return rejected(error, language, fields);
  if (error instanceof ZodError) {
    const errors = Object.entries(fieldErrors(error, language)).map(([field, message]) => ({ field, message }));
    return explained("invalid_input", language, { errors });
  }
  if (error instanceof Problem) {
    const { code, details, errors } = error;
    const whole = explained(code, language, { details, values: details });
    const field = fields[code];
    return { ...whole, errors: field ? [{ field, message: whole.detail }] : [...errors] };
  }
  if (error instanceof WrongRevision) return explained("conflict", language);
  if (error instanceof AppendTooLarge) return explained("body_too_large", language);
  // a newer process beside this one has written it, and answers
  if (error instanceof FutureVersion) return explained("unavailable", language, { headers: { "Retry-After": "5" } });
  if (error instanceof StoreUnavailable || isConnectionLoss(error) || isDiskTrouble(error)) {
    return explained("unavailable", language, { headers: { "Retry-After": "5" }, unexpected: true });
  }
  if (isNotBuiltYet(error)) return explained("unavailable", language, { headers: { "Retry-After": "2" } });
  const status = httpStatus(error);
  if (status === 404) return explained("not_found", language);
  if (status === 405) return explained("method_not_allowed", language);
  if (status === 403) return explained("csrf", language);
  if (status !== null && status < 500) return { ...explained("invalid_input", language), status };
  return explained("internal_error", language, { unexpected: true });
}

function rejected({ reason, details }: Rejected, language: Language, fields: FieldsOfReasons): Explanation {
  const detail = rejectionMessage(reason, language);
  const field = fields[reason];
  const asked = typeof details.field === "string"
    ? details.field
    : typeof details.question === "string" && reason.startsWith("answer_")
    ? `answers.${details.question}`
    : null;
  const missing = reason === "not_ready_to_publish" && Array.isArray(details.missing) ? details.missing : [];
  const required = translator(language)("validation.required");
  return {
    status: rejections[reason],
    code: reason,
    detail,
    errors: [
      ...(field ? [{ field, message: detail }] : []),
      ...(asked ? [{ field: asked, message: detail }] : []),
      ...missing.map((name) => ({ field: String(name), message: required })),
    ],
    headers: typeof details.retryAfter === "number" ? { "Retry-After": String(details.retryAfter) } : {},
    details: Object.fromEntries(Object.entries(details).filter(([name]) => told.includes(name))),
    unexpected: false,
  };
}

function explained(
  code: ProblemCode,
  language: Language,
  more: Partial<Explanation> & { values?: Readonly<Record<string, string | number>> } = {},
): Explanation {
  const { values = {}, ...rest } = more;
  const detail = problemText(code, values, language);
  return { status: problems[code], code, detail, errors: [], headers: {}, details: {}, unexpected: false, ...rest };
}

function problemText(code: ProblemCode, values: Readonly<Record<string, string | number>>, language: Language): string {
  const t = translator(language);
  switch (code) {
    case "password_too_short":
      return t("problem.password_too_short", { fewest: values.fewest ?? "" });
    case "password_too_long":
      return t("problem.password_too_long", { most: values.most ?? "" });
    default:
      return t(`problem.${code}`);
  }
}

function httpStatus(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === "number" && status >= 400 && status < 600 ? status : null;
}

/** Postgres is gone: SQLSTATE classes 08 and 57, or the socket. */
function isConnectionLoss(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? "");
  return /^(08|57)\w{3}$/.test(code) || ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT"].includes(code) ||
    (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message));
}

/** A read model that is built for the first time has no view yet: nothing is wrong, it takes a moment. */
function isNotBuiltYet(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  return code === "42P01" && /relation "read\./.test(message ?? "");
}

/** The vault's file takes nothing more for now: busy, read-only, full, or its disk fails. Not every statement gives SQLite's number. */
function isDiskTrouble(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  const trouble = /disk I\/O error|disk is full|readonly database|database is locked|unable to open database/;
  return code === "ERR_SQLITE_ERROR" && trouble.test(message ?? "");
}

/** Writes one line about an error that is ours: no personal data, so no message of the request's making. */
export function logUnexpected(error: unknown, requestId: string, path: string): void {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: "" };
  const frames = (stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at ")).slice(0, 8);
  const message = error instanceof Error ? error.message.slice(0, 300) : "";
  console.error(
    JSON.stringify({ level: "error", at: new Date().toISOString(), requestId, path, name, message, frames }),
  );
}
