import { z } from "zod";

const roles = ["web", "worker", "room"] as const;
export type ProcessRole = typeof roles[number];

const blankIsAbsent = (value: unknown) => (value === "" ? undefined : value);
const optional = (schema: z.ZodType<string>) => z.preprocess(blankIsAbsent, schema.optional());
const switchOf = (preset: boolean) =>
  z.preprocess(
    blankIsAbsent,
    z.enum(["true", "false", "1", "0"]).default(preset ? "true" : "false").transform((v) => v === "true" || v === "1"),
  );
const numberOf = (preset: number, min: number, max: number) =>
  z.preprocess(blankIsAbsent, z.coerce.number().int().min(min).max(max).default(preset));

const urlOf = (preset: string) =>
  z.preprocess(
    blankIsAbsent,
    z.url({ protocol: /^https?$/ }).default(preset).transform((url) => url.replace(/\/+$/, "")),
  );

/** The environment, variable by variable; `.env.example` documents the same list (a test compares them). */
export const Environment = z.object({
  APP_ENV: z.preprocess(blankIsAbsent, z.enum(["development", "production"]).default("development")),
  PORT: numberOf(8000, 0, 65_535),
  HOST: z.preprocess(blankIsAbsent, z.string().default("127.0.0.1")),
  BASE_URL: optional(z.url()),
  DATA_DIR: z.preprocess(blankIsAbsent, z.string().default("./data")),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://")),
  EVENTSTOREDB_URL: optional(z.string().regex(/^(esdb|kurrentdb)(\+discover)?:\/\//, "must begin with esdb://")),
  EVENTSTOREDB_NAMESPACE: z.preprocess(blankIsAbsent, z.string().regex(/^[a-z0-9_]*$/).default("")),
  MASTER_KEY: optional(z.string().refine(isKey, "must be 32 bytes, as 64 hex digits or as base64")),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")),
  SMTP_CONNECTIONS: numberOf(10, 1, 100),
  SMTP_RATE: numberOf(0, 0, 10_000),
  DKIM_DOMAIN: optional(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain")),
  DKIM_SELECTOR: optional(z.string().regex(/^[a-z0-9._-]+$/, "must be a selector")),
  DKIM_KEY: optional(z.string().regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "must be a private key in PEM")),
  DNS_SERVERS: optional(z.string().regex(/^[\d.:[\]a-f]+(,[\d.:[\]a-f]+)*$/i, "must be addresses between commas")),
  MAIL_FROM: optional(z.string().regex(/@/, "must hold an address")),
  TWILIO_ACCOUNT_SID: optional(z.string().regex(/^AC[0-9a-f]{32}$/, "must be AC and 32 hex digits")),
  TWILIO_AUTH_TOKEN: optional(z.string()),
  TWILIO_FROM: optional(
    z.string().regex(/^(\+\d{7,15}|MG[0-9a-f]{32})$/, "must be a number like +34600123456, or MG…"),
  ),
  TWILIO_API_URL: urlOf("https://api.twilio.com"),
  SMS_PRICE: optional(z.string().regex(/^\d{1,3}(\.\d{1,5})? [A-Z]{3}$/, "must be a price like 0.0725 EUR")),
  S3_BUCKET: optional(z.string()),
  S3_REGION: optional(z.string()),
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  BACKUP_TO: optional(z.string()),
  BACKUP_KEY: optional(z.string().min(12, "must be 32 bytes or a passphrase of 12 characters or more")),
  BACKUP_SCHEDULE: z.preprocess(
    blankIsAbsent,
    z.string().regex(/^\S+( \S+){4,5}$/, "must be a cron pattern").default("15 3 * * *"),
  ),
  BACKUP_KEEP: numberOf(14, 1, 10_000),
  META_API_URL: urlOf("https://graph.facebook.com"),
  TIKTOK_API_URL: urlOf("https://business-api.tiktok.com"),
  GOOGLE_DATA_MANAGER_URL: urlOf("https://datamanager.googleapis.com"),
  GOOGLE_TOKEN_URL: urlOf("https://oauth2.googleapis.com/token"),
  GA4_API_URL: urlOf("https://www.google-analytics.com"),
  META_SCRIPT_URL: urlOf("https://connect.facebook.net"),
  TIKTOK_SCRIPT_URL: urlOf("https://analytics.tiktok.com"),
  GOOGLE_SCRIPT_URL: urlOf("https://www.googletagmanager.com"),
  ALERT_MAIL: optional(z.email()),
  ALERT_WEBHOOK: optional(z.url({ protocol: /^https?$/ })),
  METRICS_TOKEN: optional(z.string().min(16, "must be 16 characters or more")),
  PROJECTION_SWITCH: z.preprocess(blankIsAbsent, z.enum(["auto", "manual"]).default("auto")),
  TRUST_PROXY: switchOf(false),
  OUTGOING_ALLOW: z.preprocess(
    blankIsAbsent,
    z.string().default("").transform(listed).pipe(
      z.array(z.string().regex(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, "must be addresses or networks, like 10.1.0.0/16")),
    ),
  ),
  API_RATE_LIMIT: numberOf(6000, 1, 10_000_000),
  ADDRESS_RATE_LIMIT: numberOf(600, 1, 10_000_000),
  STUDIO_HOSTS: switchOf(false),
  DNS_SERVER: optional(z.string().regex(/^[0-9.]+:\d{1,5}$/, "must be an address and a port, such as 10.0.0.2:53")),
});

/** Everything the process can be told, checked. Only `main.ts` and `cli/` read the environment, through {@link readConfig}. */
export interface Config {
  appEnv: "development" | "production";
  port: number;
  host: string;
  /** Public address without a trailing slash; null: made from host and port once listening. */
  baseUrl: string | null;
  dataDir: string;
  /** Embedded: SQLite log and a private Postgres. Production: EventStoreDB and Postgres. There are no mixtures. */
  stores: { kind: "embedded" } | {
    kind: "production";
    eventstoredbUrl: string;
    namespace: string;
    databaseUrl: string;
  };
  masterKey: string | null;
  /** Null: mails go to the mailbox page. */
  smtp: { url: string; from: string; connections: number; perSecond: number | null } | null;
  /** Null: text messages go to the mailbox page. `from`: a number, or the id of a messaging service. */
  sms: { accountSid: string; authToken: string; from: string; apiUrl: string } | null;
  /** What one segment of a text message costs, as the provider's list says; null: nobody said. */
  smsPrice: { amount: number; currency: string } | null;
  /** Null: mails are not signed here. */
  dkim: { domain: string; selector: string; key: string } | null;
  /** Who is asked about names; null: whom the machine asks. */
  dnsServers: readonly string[] | null;
  /** Where uploaded files are kept; null: in `DATA_DIR/media`. */
  s3: {
    /** Null: Amazon's own. */
    endpoint: string | null;
    region: string;
    bucket: string;
    accessKeyId: string;
    secretAccessKey: string;
  } | null;
  /** Backups by themselves; `to` null: none. `key` encrypts those that are made by hand too. */
  backup: { to: string | null; key: string | null; schedule: string; keep: number };
  /** Where the advertising platforms are, and where browsers get their scripts from. */
  platforms: { meta: string; tiktok: string; googleAds: string; googleToken: string; ga4: string };
  pixelScripts: { meta: string; tiktok: string; google: string };
  /** Who is told when something wants an operator's attention. */
  alerts: { mail: string | null; webhook: string | null };
  /** What `/metrics` asks for from elsewhere; null: it answers on this machine only. */
  metricsToken: string | null;
  /** How a changed read model comes to its readers: by itself once built, or when an analyst or operator says so. */
  projectionSwitch: "auto" | "manual";
  trustProxy: boolean;
  /** Private addresses and networks that webhooks and connections may reach all the same. */
  outgoingAllow: readonly string[];
  /** Requests a minute for one API key. */
  apiRateLimit: number;
  /** Requests a minute for one network address without a key. */
  addressRateLimit: number;
  /** Whether each studio is known by `<its address>.<host of baseUrl>`; such names are answered either way. */
  studioHosts: boolean;
  /** Who is asked about studios' domains; null: as the system does. */
  dnsServer: { ipAddr: string; port: number } | null;
  roles: readonly ProcessRole[];
}

/** The environment or the arguments are unusable; `problems` names each variable and what to do. */
export class ConfigError extends Error {
  override name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((p) => `  - ${p}`).join("\n")}\nSee .env.example.`);
  }
}

/**
 * Reads and checks environment and arguments (`--roles web,worker`, `--port N`).
 * @throws {ConfigError} naming every problem at once
 */
export function readConfig(env: Record<string, string | undefined>, args: readonly string[] = []): Config {
  const problems: string[] = [];
  const parsed = Environment.safeParse(withFiles(env, problems));
  if (!parsed.success) problems.push(...parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`));
  const chosen = rolesFrom(args, problems);
  if (!parsed.success) throw new ConfigError(problems);
  const e = parsed.data;
  const pair = together(e, ["EVENTSTOREDB_URL", "DATABASE_URL"], { what: "production needs", problems });
  const smtp = together(e, ["SMTP_URL", "MAIL_FROM"], { what: "mails need", problems });
  const s3 = s3Of(e, problems);
  const dkim = dkimOf(e, problems);
  const sms = smsOf(e, problems);
  if (e.APP_ENV === "production") problems.push(...missingInProduction(e));
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    appEnv: e.APP_ENV,
    port: e.PORT,
    host: e.HOST,
    baseUrl: e.BASE_URL?.replace(/\/+$/, "") ?? null,
    dataDir: e.DATA_DIR,
    stores: pair
      ? {
        kind: "production",
        eventstoredbUrl: pair.EVENTSTOREDB_URL,
        namespace: e.EVENTSTOREDB_NAMESPACE,
        databaseUrl: pair.DATABASE_URL,
      }
      : { kind: "embedded" },
    masterKey: e.MASTER_KEY ?? null,
    smtp: smtp && {
      url: smtp.SMTP_URL,
      from: smtp.MAIL_FROM,
      connections: e.SMTP_CONNECTIONS,
      perSecond: e.SMTP_RATE || null,
    },
    sms,
    smsPrice: priceOf(e.SMS_PRICE),
    dkim,
    dnsServers: e.DNS_SERVERS?.split(",") ?? null,
    s3,
    backup: { to: e.BACKUP_TO ?? null, key: e.BACKUP_KEY ?? null, schedule: e.BACKUP_SCHEDULE, keep: e.BACKUP_KEEP },
    platforms: {
      meta: e.META_API_URL,
      tiktok: e.TIKTOK_API_URL,
      googleAds: e.GOOGLE_DATA_MANAGER_URL,
      googleToken: e.GOOGLE_TOKEN_URL,
      ga4: e.GA4_API_URL,
    },
    pixelScripts: { meta: e.META_SCRIPT_URL, tiktok: e.TIKTOK_SCRIPT_URL, google: e.GOOGLE_SCRIPT_URL },
    alerts: { mail: e.ALERT_MAIL ?? null, webhook: e.ALERT_WEBHOOK ?? null },
    metricsToken: e.METRICS_TOKEN ?? null,
    projectionSwitch: e.PROJECTION_SWITCH,
    trustProxy: e.TRUST_PROXY,
    outgoingAllow: e.OUTGOING_ALLOW,
    apiRateLimit: e.API_RATE_LIMIT,
    addressRateLimit: e.ADDRESS_RATE_LIMIT,
    studioHosts: e.STUDIO_HOSTS,
    dnsServer: e.DNS_SERVER ? { ipAddr: e.DNS_SERVER.split(":")[0]!, port: Number(e.DNS_SERVER.split(":")[1]) } : null,
    roles: chosen,
  };
}

type Variables = z.infer<typeof Environment>;

/** Variables that only go together; null when none of them is set. `begun`: another one asks for them. */
function together<N extends keyof Variables>(
  e: Variables,
  names: readonly N[],
  { what, begun = false, problems }: { what: string; begun?: boolean; problems: string[] },
): Record<N, string> | null {
  const missing = names.filter((name) => !e[name]);
  if (missing.length === 0) return e as Record<N, string>;
  if (missing.length === names.length && !begun) return null;
  problems.push(...missing.map((name) => `${name} is missing: ${what} ${names.join(", ")}`));
  return null;
}

function dkimOf(e: Variables, problems: string[]): Config["dkim"] {
  const set = together(e, ["DKIM_DOMAIN", "DKIM_SELECTOR", "DKIM_KEY"], { what: "signed mails need", problems });
  return set && { domain: set.DKIM_DOMAIN, selector: set.DKIM_SELECTOR, key: set.DKIM_KEY.replaceAll("\\n", "\n") };
}

function smsOf(e: Variables, problems: string[]): Config["sms"] {
  const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"] as const;
  const set = together(e, names, { what: "text messages need", problems });
  return set && {
    accountSid: set.TWILIO_ACCOUNT_SID,
    authToken: set.TWILIO_AUTH_TOKEN,
    from: set.TWILIO_FROM,
    apiUrl: e.TWILIO_API_URL,
  };
}

function priceOf(price: string | undefined): Config["smsPrice"] {
  const [amount, currency] = price?.split(" ") ?? [];
  return amount && currency ? { amount: Number(amount), currency } : null;
}

function s3Of(e: Variables, problems: string[]): Config["s3"] {
  const names = ["S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
  const set = together(e, names, { what: "files in S3 need", begun: e.S3_ENDPOINT !== undefined, problems });
  return set && {
    endpoint: e.S3_ENDPOINT ?? null,
    region: set.S3_REGION,
    bucket: set.S3_BUCKET,
    accessKeyId: set.S3_ACCESS_KEY_ID,
    secretAccessKey: set.S3_SECRET_ACCESS_KEY,
  };
}

function missingInProduction(e: Variables): string[] {
  const problems: string[] = [];
  if (!e.MASTER_KEY) problems.push("MASTER_KEY is missing: production does not generate one (openssl rand -base64 32)");
  if (!e.SMTP_URL) problems.push("SMTP_URL is missing: the mailbox page is for development only");
  if (!e.BASE_URL) problems.push("BASE_URL is missing: links in mails need the public address");
  return problems;
}

function rolesFrom(args: readonly string[], problems: string[]): ProcessRole[] {
  const at = args.indexOf("--roles");
  const given = at >= 0 ? args[at + 1] : args.find((a) => a.startsWith("--roles="))?.slice("--roles=".length);
  if (at < 0 && given === undefined) return [...roles];
  const names = (given ?? "").split(",").filter((name) => name !== "");
  const unknown = names.filter((name) => !roles.includes(name as ProcessRole));
  if (unknown.length > 0 || names.length === 0) {
    problems.push(`--roles: ${unknown.join(", ") || "nothing"} is not among ${roles.join(", ")}`);
  }
  return names as ProcessRole[];
}

/** `NAME_FILE` names a file that holds the value of `NAME`, as containers and systemd hand out secrets. */
function withFiles(env: Record<string, string | undefined>, problems: string[]): Record<string, string | undefined> {
  const filled = { ...env };
  for (const name of Object.keys(Environment.shape)) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) problems.push(`${name} and ${name}_FILE are both set: leave one out`);
    try {
      filled[name] = Deno.readTextFileSync(file).trim();
    } catch (error) {
      problems.push(`${name}_FILE: ${file} cannot be read (${error instanceof Error ? error.name : error})`);
    }
  }
  return filled;
}

/** What stands between commas. */
function listed(value: string): string[] {
  return value.split(",").map((part) => part.trim()).filter((part) => part !== "");
}

function isKey(value: string): boolean {
  if (/^[0-9a-f]{64}$/i.test(value)) return true;
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(value);
}
