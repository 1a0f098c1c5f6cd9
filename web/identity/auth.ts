import { randomBytes } from "node:crypto";
import { betterAuth, type BetterAuthOptions } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { twoFactor } from "better-auth/plugins";
import { PostgresDialect } from "kysely";
import { Rejected } from "../../domain/decider.ts";
import { UserId } from "../../domain/ids.ts";
import type { Vault } from "../../vault/port.ts";
import { Problem, type ProblemCode } from "../problem.ts";
import { LONGEST_PASSWORD, passwordProblem, SHORTEST_PASSWORD } from "./passwords.ts";
import { createThrottle } from "./throttle.ts";

const DAY = 24 * 60 * 60;
const HOUR = 60 * 60 * 1000;
const QUARTER_HOUR = 15 * 60 * 1000;

/** One signed-in browser. Instants are ISO 8601 in UTC. */
export interface Session {
  id: string;
  userId: UserId;
  email: string;
  name: string;
  createdAt: string;
  expiresAt: string;
  userAgent: string;
  /** Whether signing in asks for a code too. */
  twoFactor: boolean;
}

/** Who someone is, and nothing about what they may do: members and roles are facts of the studio's stream. */
export interface Auth {
  /** Brings the tables up to date; safe to run by several processes one after another. */
  migrate(): Promise<void>;
  /**
   * Makes an account.
   * @throws {Problem} `email_taken`, `password_too_short`, `password_too_long`, `password_common`
   */
  createUser(account: { email: string; password: string; name: string; id?: UserId }): Promise<UserId>;
  /**
   * Checks a password and opens a session; `cookies` are `Set-Cookie` values. An unknown address costs the same time.
   * `secondStep`: there is no session yet, the cookies lead to {@link Auth.verifyCode}.
   * @throws {Problem} `wrong_credentials`
   * @throws {Rejected} `too_many_requests` with `retryAfter` in seconds
   */
  signIn(attempt: SignInAttempt): Promise<{ userId: UserId; cookies: string[]; secondStep: boolean }>;
  /**
   * The second step of signing in: a code of the app, or a recovery code, which works once. Gives the session's cookies.
   * @throws {Problem} `wrong_code`
   * @throws {Rejected} `too_many_requests`
   */
  verifyCode(headers: Headers, attempt: { code: string; address: string }): Promise<string[]>;
  /**
   * Makes a secret for an authenticator app, and recovery codes; holds once a code of it was confirmed.
   * @throws {Problem} `wrong_password`, `two_factor_on`
   */
  beginTwoFactor(headers: Headers, password: string): Promise<{ uri: string; recoveryCodes: string[] }>;
  /** From now on signing in asks for a code. Gives the new session's cookies. @throws {Problem} `wrong_code` */
  confirmTwoFactor(headers: Headers, code: string): Promise<string[]>;
  /** Signing in asks for the password alone again. @throws {Problem} `wrong_password` */
  endTwoFactor(headers: Headers, password: string): Promise<string[]>;
  /**
   * A token to choose a new password with, for an hour; null for an address without an account.
   * @throws {Rejected} `too_many_requests` after three for an address within a quarter of an hour
   */
  requestReset(email: string): Promise<string | null>;
  /**
   * Takes the token, once, and ends every session of the account.
   * @throws {Problem} `reset_invalid`, `password_too_short`, `password_too_long`, `password_common`
   */
  resetPassword(token: string, password: string): Promise<void>;
  /** Ends the request's session; gives the `Set-Cookie` values that remove its cookie. */
  signOut(headers: Headers): Promise<string[]>;
  /** The session a request carries, or null when there is none, or it is expired, revoked or forged. */
  session(headers: Headers): Promise<{ session: Session; cookies: string[] } | null>;
  /** A user's open sessions, newest first. */
  listSessions(userId: UserId): Promise<Session[]>;
  /** Ends one session of this user at once; false when there is no such session. */
  revokeSession(userId: UserId, sessionId: string): Promise<boolean>;
  /** The account with this address, or null. */
  userByEmail(email: string): Promise<{ id: UserId; name: string } | null>;
}

export interface SignInAttempt {
  email: string;
  password: string;
  /** Network address of the client, for the limits. */
  address: string;
  userAgent: string;
}

export interface AuthOptions {
  /** Where accounts and sessions are kept, and what signs the cookie. */
  vault: Pick<Vault, "accounts" | "derivedSecret">;
  /** Public address; https makes the cookie `__Host-` and `Secure`. */
  baseUrl: string;
  /** Failed sign-ins within a quarter of an hour after which an address, or an account, has to wait. */
  tries?: { address: number; account: number };
}

/** Opens sign-in on the vault's database. Opens nothing by itself: call `migrate` once before the first request. */
export function createAuth(options: AuthOptions): Auth {
  const settings = settingsOf(options);
  const { tries = { address: 50, account: 10 } } = options;
  const engine = betterAuth(settings);
  const byAddress = createThrottle(tries.address, QUARTER_HOUR);
  const byAccount = createThrottle(tries.account, QUARTER_HOUR);
  const byCode = createThrottle(tries.account, QUARTER_HOUR);
  const byReset = createThrottle(3, QUARTER_HOUR);
  const store = async () => (await engine.$context).internalAdapter;

  return {
    async migrate() {
      const { runMigrations } = await getMigrations(settings);
      await runMigrations();
    },

    async createUser({ email, password, name, id }) {
      const problem = await passwordProblem(password, email);
      if (problem) throw new Problem(problem, { fewest: SHORTEST_PASSWORD, most: LONGEST_PASSWORD });
      const accounts = await store();
      const address = email.trim().toLowerCase();
      if (await accounts.findUserByEmail(address)) throw new Problem("email_taken");
      const hash = await (await engine.$context).password.hash(password);
      const chosen = id ? { id } : {};
      const user = await accounts.createUser({ email: address, name, emailVerified: false, ...chosen }, {
        method: "email-password",
      })
        .catch(async (error: unknown) => {
          // Two at once: the unique index let one through.
          if (await accounts.findUserByEmail(address)) throw new Problem("email_taken");
          throw error;
        });
      await accounts.linkAccount({ userId: user.id, accountId: user.id, providerId: "credential", password: hash });
      return UserId.parse(user.id);
    },

    async signIn({ email, password, address, userAgent }) {
      const account = email.trim().toLowerCase();
      const retryAfter = Math.max(byAddress.wait(address), byAccount.wait(account));
      if (retryAfter > 0) throw new Rejected("too_many_requests", { retryAfter });
      byAddress.count(address);
      byAccount.count(account);
      const headers = new Headers({ "user-agent": userAgent.slice(0, 300) });
      try {
        const answer = await engine.api.signInEmail({
          body: { email: account, password: password.slice(0, LONGEST_PASSWORD) },
          headers,
          returnHeaders: true,
        });
        byAccount.clear(account);
        byAddress.forgive(address);
        const cookies = answer.headers.getSetCookie();
        // The second factor's plug-in answers in another shape, which the engine's types do not know.
        const { user } = answer.response as { user?: { id: string } };
        if (user) return { userId: UserId.parse(user.id), cookies, secondStep: false };
        const found = await (await store()).findUserByEmail(account);
        return { userId: UserId.parse(found!.user.id), cookies, secondStep: true };
      } catch (error) {
        if (!isRefusal(error)) throw error;
        throw new Problem("wrong_credentials");
      }
    },

    async verifyCode(headers, { code, address }) {
      const retryAfter = byCode.wait(address);
      if (retryAfter > 0) throw new Rejected("too_many_requests", { retryAfter });
      byCode.count(address);
      const asked = { headers: cookieOnly(headers), returnHeaders: true } as const;
      const plain = code.replace(/\s/g, "");
      const answer = await refusedAs(
        "wrong_code",
        () =>
          /^\d{6}$/.test(plain)
            ? engine.api.verifyTOTP({ body: { code: plain }, ...asked })
            : engine.api.verifyBackupCode({ body: { code: plain }, ...asked }),
      );
      byCode.clear(address);
      return answer.headers.getSetCookie();
    },

    async beginTwoFactor(headers, password) {
      const found = await this.session(headers);
      if (found?.session.twoFactor) throw new Problem("two_factor_on");
      const made = await refusedAs(
        "wrong_password",
        () => engine.api.enableTwoFactor({ body: { password, method: "totp" }, headers: cookieOnly(headers) }),
      );
      const { totpURI, backupCodes } = made as { totpURI: string; backupCodes: string[] };
      return { uri: totpURI, recoveryCodes: backupCodes };
    },

    async confirmTwoFactor(headers, code) {
      const answer = await refusedAs("wrong_code", () =>
        engine.api.verifyTOTP({
          body: { code: code.replace(/\s/g, "") },
          headers: cookieOnly(headers),
          returnHeaders: true,
        }));
      return answer.headers.getSetCookie();
    },

    async endTwoFactor(headers, password) {
      const answer = await refusedAs(
        "wrong_password",
        () => engine.api.disableTwoFactor({ body: { password }, headers: cookieOnly(headers), returnHeaders: true }),
      );
      return answer.headers.getSetCookie();
    },

    async requestReset(email) {
      const address = email.trim().toLowerCase();
      const retryAfter = byReset.wait(address);
      if (retryAfter > 0) throw new Rejected("too_many_requests", { retryAfter });
      byReset.count(address);
      const accounts = await store();
      const found = await accounts.findUserByEmail(address);
      if (!found) return null;
      const token = randomBytes(32).toString("base64url");
      await accounts.createVerificationValue({
        identifier: resetOf(token),
        value: found.user.id,
        expiresAt: new Date(Date.now() + HOUR),
      });
      return token;
    },

    async resetPassword(token, password) {
      const problem = await passwordProblem(password);
      if (problem) throw new Problem(problem, { fewest: SHORTEST_PASSWORD, most: LONGEST_PASSWORD });
      await refusedAs("reset_invalid", () => engine.api.resetPassword({ body: { token, newPassword: password } }));
    },

    async signOut(headers) {
      const answer = await engine.api.signOut({ headers: cookieOnly(headers), returnHeaders: true });
      return answer.headers.getSetCookie();
    },

    async session(headers) {
      if (!headers.get("cookie")?.includes(sessionCookie(options.baseUrl))) return null;
      const answer = await engine.api.getSession({ headers: cookieOnly(headers), returnHeaders: true });
      if (!answer.response) return null;
      const { session, user } = answer.response;
      return { session: sessionOf(session, user), cookies: answer.headers.getSetCookie() };
    },

    async listSessions(userId) {
      const accounts = await store();
      const user = await accounts.findUserById(userId);
      if (!user) return [];
      const sessions = await accounts.listSessions(userId);
      return sessions
        .filter((session) => session.expiresAt > new Date())
        .map((session) => sessionOf(session, user))
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    },

    async revokeSession(userId, sessionId) {
      const accounts = await store();
      const session = (await accounts.listSessions(userId)).find((s) => s.id === sessionId);
      if (!session) return false;
      await accounts.deleteSession(session.token);
      return true;
    },

    async userByEmail(email) {
      const found = await (await store()).findUserByEmail(email.trim().toLowerCase());
      return found ? { id: UserId.parse(found.user.id), name: found.user.name } : null;
    },
  };
}

function settingsOf({ vault, baseUrl }: AuthOptions) {
  const secure = baseUrl.startsWith("https://");
  return {
    appName: "Webinars",
    secret: vault.derivedSecret("session cookies"),
    baseURL: baseUrl,
    database: databaseOf(vault.accounts),
    // Accounts come from the first-run page and from invitations only; `handler` is mounted nowhere.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: 14 * DAY, updateAge: DAY, cookieCache: { enabled: false } },
    rateLimit: { enabled: false }, // ours counts failures, by address and by account
    plugins: [twoFactor({ issuer: "Webinars" })],
    telemetry: { enabled: false },
    logger: { disabled: true }, // it writes addresses
    advanced: {
      useSecureCookies: false, // would add `__Secure-` in front of `__Host-`
      cookies: {
        session_token: {
          name: sessionCookie(baseUrl),
          attributes: { httpOnly: true, sameSite: "lax", path: "/", secure },
        },
        two_factor: {
          name: secure ? "__Host-two-factor" : "two-factor",
          attributes: { httpOnly: true, sameSite: "lax", path: "/", secure },
        },
      },
      database: { generateId: "uuid" },
      ipAddress: { disableIpTracking: true },
    },
  } satisfies BetterAuthOptions;
}

function databaseOf(accounts: Vault["accounts"]): BetterAuthOptions["database"] {
  if (accounts.kind === "sqlite") return accounts.database;
  return { dialect: new PostgresDialect({ pool: accounts.pool }), type: "postgres", schemaName: accounts.schema };
}

/** The cookie that carries a session. `baseUrl`: public address of the installation. */
export function sessionCookie(baseUrl: string): string {
  return baseUrl.startsWith("https://") ? "__Host-session" : "session";
}

/** Only what a session needs: the engine judges origins and addresses by the other headers, which the middleware has done. */
function cookieOnly(headers: Headers): Headers {
  return new Headers({ cookie: headers.get("cookie") ?? "" });
}

/** The name under which the engine looks for a token. */
const resetOf = (token: string) => `reset-password:${token}`;

async function refusedAs<T>(code: ProblemCode, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (isRefusal(error)) throw new Problem(code);
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  const status = (error as { statusCode?: number }).statusCode;
  return status === 400 || status === 401 || status === 403;
}

interface SessionRow {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  userAgent?: string | null;
}

function sessionOf(
  session: SessionRow,
  user: { id: string; email: string; name: string; twoFactorEnabled?: boolean | null },
): Session {
  return {
    id: session.id,
    userId: UserId.parse(user.id),
    email: user.email,
    name: user.name,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    userAgent: session.userAgent ?? "",
    twoFactor: user.twoFactorEnabled === true,
  };
}
