import { entryHref, shortened, utc } from "../../../components/dashboard/LogTable.tsx";
import { Rejected } from "../../../domain/decider.ts";
import type { TailLine } from "../../../islands/LogTail.tsx";
import { listLog } from "../../../projections/queries.ts";
import { inWords } from "../../../web/pages/fact_words.ts";
import { filterOf, HistoryQuery, withData } from "../../../web/pages/history.ts";
import { allowsAny, workplaceOf } from "../../../web/pages/trainer.ts";
import { liveResponse } from "../../../web/sse.ts";
import { define } from "../../../web/state.ts";

const LINES = 40;

/** The newest facts that the filter lets through, as server-sent events while the reader may see them. */
export const handler = define.handlers({
  GET(ctx) {
    const { app, locale, session } = ctx.state;
    const { id: studioId } = workplaceOf(ctx.state);
    if (!session) throw new Rejected("forbidden");
    const filter = filterOf(studioId, HistoryQuery.parse(Object.fromEntries(ctx.url.searchParams)));
    const produce = async (): Promise<TailLine[] | null> => {
      const studio = app.directory.membership(session.userId, studioId);
      if (!studio || !allowsAny({ ...ctx.state, studio }, "log.read")) return null;
      const rows = await withData(app, await listLog(app.db, { ...filter, limit: LINES }));
      return rows.map(({ entry, data }) => ({
        id: entry.eventId,
        href: entryHref(entry.eventId),
        type: entry.type,
        words: inWords({ type: entry.type, data }, locale),
        time: utc(entry.recordedAt),
        stream: `${shortened(entry.stream)} @ ${entry.revision}`,
      }));
    };
    return liveResponse({ changes: app.changes, produce });
  },
});
