import type { Queryable } from "./sql.ts";

/** What processes tell each other, when it is committed. */
export type Notice =
  | { name: string; generation: number; position: string }
  | { name: string; rebuild: true }
  | { name: string; switched: true }
  | { name: string; stopped: true };

export const CHANNEL = "projections";

/** Tells every process, once the transaction is committed. */
export async function notify(tx: Queryable, notice: Notice): Promise<void> {
  await tx.query({ text: "select pg_notify($1, $2)", values: [CHANNEL, JSON.stringify(notice)] });
}

/** What was heard; null for what nobody of ours says: every role of the database may speak on any channel. */
export function heard(payload: string | undefined): Notice | null {
  try {
    const notice = JSON.parse(payload ?? "") as Notice;
    if (typeof notice.name !== "string") return null;
    if ("generation" in notice && !/^\d{1,19}$/.test(notice.position)) return null;
    return notice;
  } catch {
    return null;
  }
}
