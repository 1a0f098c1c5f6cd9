import { randomBytes, randomUUID } from "node:crypto";
import { catalogue } from "../../domain/catalogue.ts";
import type { PersonId, RegistrationId } from "../../domain/ids.ts";
import type { Register, VirtualEventCommand } from "../../domain/virtual_event/commands.ts";
import { virtualEvent } from "../../domain/virtual_event/virtual_event.ts";
import { createCodec } from "../../event_store/codec.ts";
import { createHandle, type Envelope, type HandleOptions } from "../../event_store/handle.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { openSqliteVault } from "../../vault/vault.ts";
import { id } from "../support/ids.ts";
import { createEvent, DAY_BEFORE, register } from "../domain/virtual_event/facts.ts";
import { faulty, type FaultyStore } from "./faulty_store.ts";

export const stream = `event-${id.event()}`;
export const studio = id.studio();

export function envelope(change: Partial<Envelope> = {}): Envelope {
  const commandId = randomUUID();
  return { actor: "system", studio, correlationId: commandId, causationId: null, commandId, ...change };
}

/** A log and a vault in memory, with as many handles on them as a test wants processes. */
export async function workshop() {
  const log = await openSqliteLog({ directory: ":memory:" });
  const vault = await openSqliteVault({ dataDir: ":memory:", masterKey: randomBytes(32) });
  const codec = createCodec({ catalogue, keys: vault });
  const time = { now: DAY_BEFORE };

  function process(options: Partial<HandleOptions> = {}) {
    const store: FaultyStore = faulty(log);
    const handle = createHandle({ store, codec, clock: () => new Date(time.now), repeatForMs: 300, ...options });
    const ask = (command: VirtualEventCommand, of: Partial<Envelope> = {}) =>
      handle(virtualEvent, stream, command, envelope(of));
    return { handle, store, ask };
  }

  return {
    log,
    vault,
    codec,
    time,
    process,
    /** Creates and publishes the event of all these tests. */
    async publish(capacity: number | null = 2) {
      const { ask } = process();
      await ask({ ...createEvent, capacity });
      await ask({ type: "PublishEvent", at: DAY_BEFORE });
    },
    /** A registration of somebody whom the vault knows. */
    async registration(name: string): Promise<Register> {
      const personId = await vault.resolvePerson(studio, `${name}@example.com`) as PersonId;
      return register(name, { personId, registrationId: randomUUID() as RegistrationId });
    },
    facts: () => Array.fromAsync(log.read(stream)),
    async close() {
      await vault.close();
      await log.close();
    },
  };
}

export type Workshop = Awaited<ReturnType<typeof workshop>>;

/** A test with a workshop of its own. */
export function inWorkshop(name: string, run: (shop: Workshop) => Promise<void>): void {
  Deno.test(name, async () => {
    const shop = await workshop();
    try {
      await run(shop);
    } finally {
      await shop.close();
    }
  });
}
