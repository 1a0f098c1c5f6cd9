import { randomUUID } from "node:crypto";
import { coalesce } from "./coalesce.ts";
import type { Answer, RequestClaim, Requests } from "./port.ts";
import { decryptText, encryptText } from "./sealed.ts";
import { INSTALLATION, type StudioKeys } from "./studio_keys.ts";
import type { Database, Tables } from "./tables.ts";

const KEPT_MS = 24 * 60 * 60_000;
const TAKEN_OVER_MS = 60_000;
const LONG_AGO = new Date(0).toISOString();

interface Begun {
  commandId: string;
  bodyHash: string;
  owner: string;
}

type Row = Pick<Tables["requests"], "command_id" | "body_hash" | "owner" | "started_at" | "status" | "answer">;

/** What was asked with an `Idempotency-Key`, and what was answered. */
export function requests(database: Database, studios: StudioKeys, clock: () => Date): Requests {
  const { db } = database;
  const from = (ms: number) => new Date(clock().getTime() + ms).toISOString();

  /** The row of each request, made where there was none. */
  const claim = coalesce(async (begun: readonly Begun[]) => {
    const now = clock().toISOString();
    const rows = [...new Map(begun.map((one) => [one.commandId, one])).values()]
      .sort((a, b) => a.commandId < b.commandId ? -1 : 1)
      .map(({ commandId, bodyHash, owner }) => ({
        command_id: commandId,
        body_hash: bodyHash,
        owner,
        started_at: now,
        expires_at: from(KEPT_MS),
        status: null,
        answer: null,
      }));
    const [, , found] = await database.atomically([
      db.deleteFrom("requests").where("expires_at", "<=", now).compile(),
      db.insertInto("requests").values(rows).onConflict((conflict) => conflict.doNothing()).compile(),
      db.selectFrom("requests").select(["command_id", "body_hash", "owner", "started_at", "status", "answer"])
        .where("command_id", "in", rows.map((row) => row.command_id)).compile(),
    ]);
    const byId = new Map((found as Row[]).map((row) => [row.command_id, row]));
    return begun.map(({ commandId }) => byId.get(commandId)!);
  }, 200);

  const settle = coalesce(async (settled: readonly { commandId: string; owner: string; answer: Answer | null }[]) => {
    const key = await studios.of(INSTALLATION);
    await database.atomically(settled.map(({ commandId, owner, answer }) => {
      if (!answer) {
        return db.deleteFrom("requests").where("command_id", "=", commandId).where("owner", "=", owner).compile();
      }
      return db.updateTable("requests").set({
        owner: null,
        status: answer.status,
        answer: encryptText(key, about(commandId), answer.body),
      }).where("command_id", "=", commandId).where("owner", "=", owner).compile();
    }));
    return settled;
  }, 200);

  async function takeOver({ commandId, owner }: Begun, from: Row): Promise<boolean> {
    const { numUpdatedRows } = await db.updateTable("requests").set({ owner, started_at: clock().toISOString() })
      .where("command_id", "=", commandId).where("owner", "=", from.owner)
      .where("started_at", "=", from.started_at).executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  return {
    async begin(commandId, bodyHash): Promise<RequestClaim> {
      const begun = { commandId, bodyHash, owner: randomUUID() };
      const yours = (): RequestClaim => ({
        state: "yours",
        finish: async (answer) => void await settle({ ...begun, answer }),
        release: async () => void await settle({ ...begun, answer: null }),
      });
      const row = await claim(begun);
      if (row.body_hash !== bodyHash) return { state: "reused" };
      if (row.owner === begun.owner) return yours();
      if (row.status !== null && row.answer) {
        const body = decryptText(await studios.of(INSTALLATION), about(commandId), row.answer);
        return { state: "done", answer: { status: row.status, body } };
      }
      if (row.started_at <= from(-TAKEN_OVER_MS) && await takeOver(begun, row)) return yours();
      return { state: "in_flight" };
    },

    async takeOverAll() {
      await db.updateTable("requests").set({ started_at: LONG_AGO }).where("status", "is", null).execute();
    },
  };
}

function about(commandId: string): string {
  return `request ${commandId}`;
}
