import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** Numbers that a browser tries at most: about a second of a cheap phone. */
const MOST = 40_000;
/** How long a task can be handed in. */
const VALID_MS = 10 * 60_000;
/** After so long without script the form is taken all the same: machines in a hurry are slowed down, nobody is shut out. */
const PATIENCE_MS = 20_000;

/** Work for a browser: find the number that, after `salt`, hashes (SHA-256, hex) to `hash`. */
export interface Task {
  salt: string;
  hash: string;
  most: number;
  /** Proves that the task is ours. */
  signature: string;
}

/** Hands tasks out and judges what comes back; each task counts once. Holds nothing but the tasks that were used up. */
export interface Proofs {
  /** A new task. */
  task(): Task;
  /** Whether `<salt>|<number>|<hash>|<signature>` is a task of ours, done; without a number, once patience was shown. */
  accepts(proof: string | undefined): boolean;
}

/** Proofs with a secret that every process of the installation shares. `now`: milliseconds since 1970. */
export function createProofs(secret: string, now: () => number = Date.now): Proofs {
  const used = new Map<string, number>();
  const sign = (salt: string, hash: string) =>
    createHmac("sha256", secret).update(`${salt} ${hash}`).digest("base64url").slice(0, 32);

  function takeOnce(salt: string, until: number): boolean {
    for (const [old, end] of used) {
      if (end > now()) break;
      used.delete(old);
    }
    if (used.has(salt)) return false;
    used.set(salt, until);
    return true;
  }

  return {
    task() {
      const salt = `${randomBytes(12).toString("base64url")}.${now().toString(36)}`;
      const hash = hashOf(salt, randomInt(MOST));
      return { salt, hash, most: MOST, signature: sign(salt, hash) };
    },
    accepts(proof) {
      const [salt = "", number = "", hash = "", signature = ""] = (proof ?? "").slice(0, 300).split("|");
      const expected = sign(salt, hash);
      if (signature.length !== expected.length) return false;
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return false;
      const age = now() - parseInt(salt.split(".")[1] ?? "", 36);
      if (!(age >= 0 && age < VALID_MS)) return false;
      const done = number === "" ? age >= PATIENCE_MS : /^\d{1,6}$/.test(number) && hashOf(salt, number) === hash;
      return done && takeOnce(salt, now() - age + VALID_MS);
    },
  };
}

function hashOf(salt: string, number: number | string): string {
  return createHash("sha256").update(salt + number).digest("hex");
}
