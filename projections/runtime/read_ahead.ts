import type { EventStore, Position } from "../../event_store/port.ts";
import type { FoldSpec } from "./fold.ts";
import { type DecodePage, namesFor, type Page, readPage } from "./page.ts";

/** Pages for those who catch up; the next one is read and decoded while the database is busy with the one before. */
export class ReadAhead {
  #next: { after: Position; types: string; page: Promise<Page> } | null = null;

  constructor(readonly options: { store: EventStore; decode: DecodePage; pageSize: number }) {}

  /** The page after `after`; begins to read the one after it, up to where `untilOf` says. */
  async pageAfter(
    after: Position,
    specs: readonly FoldSpec[],
    untilOf: (from: Position) => Position,
  ): Promise<Page> {
    const types = String(namesFor(specs));
    const read = this.#next?.after === after && this.#next.types === types ? this.#next.page : null;
    this.#next = null;
    const page = await (read ?? this.read(after, untilOf(after), specs));
    if (page.full && !page.unreadable) {
      const next = this.read(page.position, untilOf(page.position), specs);
      next.catch(() => {});
      this.#next = { after: page.position, types, page: next };
    }
    return page;
  }

  /** One page, now. */
  read(after: Position, until: Position, specs: readonly FoldSpec[]): Promise<Page> {
    const { store, decode, pageSize } = this.options;
    return readPage(store, decode, { after, until, types: namesFor(specs), limit: pageSize });
  }

  /** What was read may not be what stands there now. */
  forget(): void {
    this.#next = null;
  }
}
