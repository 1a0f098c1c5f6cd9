import { hash } from "node:crypto";
import { Rejected } from "../domain/decider.ts";
import type { UserId } from "../domain/ids.ts";
import type { Scope } from "../domain/studio/commands.ts";
import type { Application } from "../web/application.ts";
import { fromAnotherSite } from "../web/client.ts";
import { studioFor } from "../web/workplace.ts";
import { Problem } from "../web/problem.ts";
import type { Membership } from "../web/state.ts";

/** Who calls the API, by key or by session. */
export interface ApiAsker {
  actor: string;
  userId: UserId;
  studio: Membership;
  /** Of the key; absent for a session. */
  scopes?: readonly Scope[];
  /** Under which the request is counted. */
  limit: { of: "key" | "address"; key: string };
}

/**
 * Finds out who asks, from memory for a key. A key whose member has left the studio is none, and so is one
 * that has expired.
 * @throws {Rejected} `unauthenticated`; `forbidden` for somebody signed in who is in no studio
 * @throws {Problem} `csrf`
 */
export async function askerOf(app: Application, request: Request, address: string): Promise<ApiAsker> {
  const { headers, method } = request;
  const authorization = headers.get("authorization");
  if (authorization !== null) return byKey(app, authorization);
  // A cookie is sent by browsers on their own, a key by programs on purpose.
  const origins = [new URL(request.url).origin, new URL(app.baseUrl).origin];
  if (method !== "GET" && fromAnotherSite(headers, origins)) throw new Problem("csrf");
  const found = await app.auth.session(headers);
  if (!found) throw new Rejected("unauthenticated");
  const { userId } = found.session;
  const studio = studioFor(app.directory.studiosOf(userId), headers);
  if (!studio) throw new Rejected("forbidden");
  return { actor: `user:${userId}`, userId, studio, limit: { of: "address", key: address } };
}

function byKey({ directory, commands, keyUse }: Application, authorization: string): ApiAsker {
  const [, secret] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const key = secret ? directory.keyByHash(hash("sha256", secret, "hex")) : null;
  const studio = key && directory.membership(key.userId, key.studioId);
  if (!studio || (key.expiresAt !== null && key.expiresAt <= commands.now())) throw new Rejected("unauthenticated");
  keyUse.note(key.studioId, key.apiKeyId);
  return {
    actor: `key:${key.apiKeyId}`,
    userId: key.userId,
    studio,
    scopes: key.scopes,
    limit: { of: "key", key: key.apiKeyId },
  };
}
