import type pg from "pg";
import type { AnyDecoded } from "../projections/runtime/definition.ts";
import { readPage } from "../projections/runtime/page.ts";
import type { Core } from "../composition/core.ts";

/** A decoded fact as it goes over the socket. */
export type FactLine = Omit<AnyDecoded, "position"> & { position: string };
/** First how the read models are reached, then the log's facts, page by page. */
export type FactsTold = { connection: pg.ClientConfig; head: string } | { facts: FactLine[] };

const PAGE = 500;

/** Everything in the log, decoded: for programs that fold it elsewhere. */
export async function* tellFacts(
  core: Core,
  connection: pg.ClientConfig,
  signal: AbortSignal,
): AsyncGenerator<FactsTold> {
  const head = await core.log.head();
  yield { connection, head: String(head) };
  const decode = (events: Parameters<typeof core.codec.decodePage>[0]) => core.codec.decodePage(events);
  for (let after = 0n; after < head && !signal.aborted;) {
    const page = await readPage(core.log, decode, { after, until: head, types: undefined, limit: PAGE });
    if (page.facts.length > 0) {
      yield { facts: page.facts.map((fact) => ({ ...fact, position: String(fact.position) })) };
    }
    after = page.unreadable?.event.position ?? page.position;
  }
}
