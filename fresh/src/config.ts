/** What an application may set. */
export interface FreshConfig {
  /** Path under which the whole application is served, like `/app`. */
  basePath?: string;
  mode?: "development" | "production";
  /** Believe `X-Forwarded-Proto` and `X-Forwarded-Host` when building `ctx.url`. */
  trustProxy?: boolean;
}

/** The configuration in force, as `ctx.config`. */
export interface ResolvedFreshConfig {
  /** The project's directory, empty without a build. */
  root: string;
  basePath: string;
  mode: "development" | "production";
  trustProxy?: boolean;
}

/** Fills in the defaults; a base path loses its trailing slash and gains a leading one. */
export function resolveConfig(config: FreshConfig = {}): ResolvedFreshConfig {
  const trimmed = (config.basePath ?? "").replace(/\/+$/, "");
  return {
    root: "",
    basePath: trimmed === "" || trimmed.startsWith("/") ? trimmed : `/${trimmed}`,
    mode: config.mode ?? "production",
    trustProxy: config.trustProxy ?? false,
  };
}
