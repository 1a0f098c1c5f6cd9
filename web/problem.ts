/** What can go wrong in asking, before any rule of the domain: code and HTTP status. Part of the API, like the refusals. */
export const problems = {
  invalid_input: 400,
  malformed_json: 400,
  password_too_short: 400,
  password_too_long: 400,
  password_common: 400,
  wrong_credentials: 401,
  wrong_code: 401,
  wrong_password: 401,
  two_factor_on: 409,
  reset_invalid: 410,
  not_found: 404,
  method_not_allowed: 405,
  email_taken: 409,
  setup_done: 409,
  conflict: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  picture_too_large: 413,
  picture_unreadable: 400,
  document_too_large: 413,
  document_unknown: 400,
  csrf: 403,
  internal_error: 500,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;

/** A field of the request and what is wrong with it: a code that names the rule, and its values for the message. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** A request that cannot be answered as asked; carries its HTTP status. The message for people is made where it is answered. */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  constructor(
    readonly code: ProblemCode,
    readonly details: Readonly<Record<string, string | number>> = {},
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(code);
    this.status = problems[code];
  }
}
