import { getInternals } from "../context.ts";
import { withHeaders } from "./cors.ts";
import type { Middleware } from "./mod.ts";

export interface CSPOptions {
  /** Report violations instead of blocking. */
  reportOnly?: boolean;
  /** Where browsers report to. */
  reportTo?: string;
  /** Directives that take the place of the defaults of the same name, or add to them. */
  csp?: string[];
  /** Allow inline scripts and styles of rendered pages by a nonce instead of `'unsafe-inline'`. */
  useNonce?: boolean;
}

const DEFAULTS = (
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self'; " +
  "img-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; " +
  "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; upgrade-insecure-requests"
).split("; ");

/** Sends a Content-Security-Policy that allows what the site itself serves. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly = false, reportTo, csp = [], useNonce = false } = options;
  const nameOf = (directive: string) => directive.trim().split(/\s+/)[0];
  const own = new Set(csp.map(nameOf));
  const directives = [...DEFAULTS.filter((directive) => !own.has(nameOf(directive))), ...csp];
  if (reportTo !== undefined) directives.push("report-to csp-endpoint", `report-uri ${reportTo}`);
  const policy = directives.join("; ");
  const header = `content-security-policy${reportOnly ? "-report-only" : ""}`;

  return async (ctx) => {
    const internals = getInternals(ctx);
    if (useNonce) internals.nonce = crypto.randomUUID().replaceAll("-", "");
    const response = await ctx.next();
    const nonce = internals.nonceUsed ? internals.nonce : null;
    const added = new Headers({ [header]: nonce === null ? policy : withNonce(policy, nonce) });
    if (reportTo !== undefined) added.set("reporting-endpoints", `csp-endpoint="${reportTo}"`);
    return withHeaders(response, added);
  };
}

function withNonce(policy: string, nonce: string): string {
  return policy.split("; ").map((directive) =>
    /^(default|script|style)-src /.test(directive)
      ? directive.replace("'unsafe-inline'", `'nonce-${nonce}'`)
      : directive
  ).join("; ");
}
