import { MISS } from "./rows.ts";

/**
 * Does the same with each of many within one fact. Rows that one of them misses do not keep the others from saying what they
 * miss: all of it is read together, and not one row for each pass over the page.
 */
export function eachOf<T, R>(items: Iterable<T>, work: (item: T) => R): R[] {
  const results: R[] = [];
  let missed = false;
  for (const item of items) {
    try {
      results.push(work(item));
    } catch (error) {
      if (error !== MISS) throw error;
      missed = true;
    }
  }
  if (missed) throw MISS;
  return results;
}
