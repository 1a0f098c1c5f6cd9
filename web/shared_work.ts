/**
 * Runs `work` once for everybody who asks for the same at the same moment: a thousand visitors who open one page together
 * cost one look at the database. Nothing is kept once it has answered; an error goes to all who waited for it.
 */
export function sharing<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (key, work) => {
    const found = underWay.get(key);
    if (found) return found;
    const begun = work().finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}
