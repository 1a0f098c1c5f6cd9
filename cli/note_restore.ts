import type { Manifest } from "../backup/manifest.ts";
import { INSTALLATION } from "../commands/streams.ts";
import { catalogue } from "../domain/catalogue.ts";
import { installation } from "../domain/installation/installation.ts";
import { createCodec } from "../event_store/codec.ts";
import { createHandle } from "../event_store/handle.ts";
import type { EventStore } from "../event_store/port.ts";
import type { Vault } from "../vault/port.ts";

/** Writes into the log that it was brought back: from then on it keeps to itself what may have been sent already. */
export async function noteRestore(
  { log, vault, manifest }: { log: EventStore; vault: Vault; manifest: Pick<Manifest, "createdAt"> },
): Promise<void> {
  const handle = createHandle({ store: log, codec: createCodec({ catalogue, keys: vault }) });
  const command = {
    type: "RestoreInstallation",
    at: new Date().toISOString(),
    backedUpAt: manifest.createdAt,
  } as const;
  const commandId = crypto.randomUUID();
  const envelope = { actor: "cli:operator", studio: null, correlationId: commandId, causationId: null, commandId };
  await handle(installation, INSTALLATION, command, envelope);
}
