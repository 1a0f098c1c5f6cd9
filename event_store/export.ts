import { BEGINNING, type EventStore } from "./port.ts";
import { flawOf, leafOf, type PublicKey, type Seal, type Sealable, sealedBy, sealStream } from "./seal.ts";

/** One line of an export: a seal, then each fact that it covers, or the hash of one that is left out. */
export type ExportLine = { seal: Omit<Seal, "leaves"> } | { fact: Sealable } | { omitted: string };

/**
 * A studio's sealed facts, all or some of them, with what proves that they stand in the log so and that nothing else was
 * left out than is said. Ends with the last seal.
 */
export async function* exportSealed(
  { store, studio, include = () => true }: {
    store: EventStore;
    studio: string;
    include?: (event: Sealable) => boolean;
  },
): AsyncGenerator<ExportLine> {
  const facts = factsOf(store, studio);
  try {
    for await (const { data } of store.read(sealStream(studio))) {
      const { leaves, ...seal } = data as Seal;
      yield { seal };
      for (const _ of leaves) {
        const { value, done } = await facts.next();
        if (done) return;
        yield include(value) ? { fact: value } : { omitted: leafOf(value) };
      }
    }
  } finally {
    await facts.return();
  }
}

async function* factsOf(store: EventStore, studio: string): AsyncGenerator<Sealable, void> {
  for await (const { position: _, ...event } of store.readAll({ after: BEGINNING })) {
    if (sealedBy(event) === studio) yield event;
  }
}

/**
 * Checks an export without the log.
 * @returns what is wrong first, in plain English; null: nothing
 */
export async function flawInExport(
  lines: AsyncIterable<ExportLine> | Iterable<ExportLine>,
  { studio, keys }: { studio: string; keys: readonly PublicKey[] },
): Promise<string | null> {
  let before: Seal | null = null;
  let open: { seal: Omit<Seal, "leaves">; leaves: string[] } | null = null;

  const close = (): string | null => {
    if (!open) return null;
    const seal: Seal = { ...open.seal, leaves: open.leaves };
    const flaw = flawOf(seal, before, studio, keys);
    before = seal;
    return flaw && `seal ${seal.number}: ${flaw}`;
  };

  for await (const line of lines) {
    if ("seal" in line) {
      const flaw = close();
      if (flaw) return flaw;
      open = { seal: line.seal, leaves: [] };
    } else if (!open) return "a fact stands before the first seal";
    else open.leaves.push("fact" in line ? leafOf(line.fact) : line.omitted);
  }
  return close();
}
