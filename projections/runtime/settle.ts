/** As `Promise.allSettled`, with at most `limit` under way. */
export async function settleAll<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>) {
  const results: PromiseSettledResult<R>[] = [];
  const entries = items.entries();
  const oneAfterAnother = async () => {
    for (const [i, item] of entries) results[i] = (await Promise.allSettled([work(item)]))[0];
  };
  await Promise.all(Array.from({ length: limit }, oneAfterAnother));
  return results;
}
