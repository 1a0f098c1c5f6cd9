import { type CompiledQuery, sql } from "kysely";
import { coalesce } from "./coalesce.ts";
import type { KeptMails, MailToKeep } from "./port.ts";
import { decryptText, encryptText } from "./sealed.ts";
import { INSTALLATION, type StudioKeys } from "./studio_keys.ts";
import type { Database } from "./tables.ts";

const MAILS_AT_ONCE = 50;

/** The mails of the mailbox page, one a Message-ID. */
export function mailbox(database: Database, studios: StudioKeys, clock: () => Date): KeptMails {
  const { db } = database;

  /** What keeping one mail takes; the first statement gives its repeats. */
  async function statements({ messageId, studioId, personIds, content }: MailToKeep): Promise<CompiledQuery[]> {
    const sealed = encryptText(await studios.of(studioId ?? INSTALLATION), messageId, content);
    const named = [...new Set(personIds)];
    const keep = db.insertInto("mails").values({
      message_id: messageId,
      studio: studioId,
      kept_at: clock().toISOString(),
      repeats: 0,
      content: sealed,
    }).onConflict((conflict) => conflict.column("message_id").doUpdateSet({ repeats: sql<number>`mails.repeats + 1` }))
      .returning("repeats").compile();
    const naming = named.map((personId) =>
      db.insertInto("mail_persons").values({ message_id: messageId, person_id: personId })
        .onConflict((conflict) => conflict.doNothing()).compile()
    );
    // whoever was erased while the mail was being written is in no mail afterwards
    const erased = db.deleteFrom("mails").where("message_id", "=", messageId)
      .where(({ exists }) =>
        exists(db.selectFrom("erased").select("person_id").where("person_id", "in", named.length ? named : [""]))
      ).compile();
    return [keep, ...naming, erased];
  }

  const keep = coalesce(async (mails: readonly MailToKeep[]) => {
    const each = await Promise.all(mails.map(statements));
    const results = await database.atomically(each.flat());
    let at = 0;
    return each.map(({ length }) => {
      const [kept] = results[at] as { repeats: number }[];
      at += length;
      return { repeats: kept!.repeats };
    });
  }, MAILS_AT_ONCE);

  return {
    keep,

    async list(limit) {
      const rows = await db.selectFrom("mails").selectAll().orderBy(sql`number`, "desc").limit(limit).execute();
      return await Promise.all(rows.map(async (row) => ({
        messageId: row.message_id,
        studioId: row.studio,
        keptAt: row.kept_at,
        repeats: row.repeats,
        content: decryptText(await studios.of(row.studio ?? INSTALLATION), row.message_id, row.content),
      })));
    },
  };
}
