import type { Operation } from "./operation.ts";

/** Whether a call may be made for one version of an event only. */
export function isConditional({ versioned, method, success }: Operation): boolean {
  return versioned === true && method !== "GET" && success.status !== 201;
}

/** Every status that a call can refuse with, and when: what many calls share, and what is its own. */
export function problemsOf(operation: Operation): Record<string, string> {
  const { body, idempotent, problems, query } = operation;
  const when = (applies: unknown, statuses: Record<string, string>) => applies ? statuses : {};
  return {
    401: "No valid key or session",
    403: "Not for this role or key",
    429: "Too many requests; `Retry-After` says when to come back",
    ...when(query, { 400: "A parameter cannot be used" }),
    ...when(body, {
      400: "A field cannot be used",
      413: "The body has more than 1 MiB",
      415: "The body is not JSON",
    }),
    ...when(operation.upload, { 415: "The body is of no type that is taken" }),
    ...when(isConditional(operation), { 412: "`If-Match` names another version than the event's" }),
    ...when(idempotent && !operation.secret, {
      409: "request_in_flight: the same Idempotency-Key is being answered",
      422: "The Idempotency-Key was used for another request that was decided",
    }),
    ...problems,
  };
}
