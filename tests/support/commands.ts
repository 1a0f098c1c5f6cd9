import type { Caller, CommandDeps } from "../../commands/deps.ts";
import { catalogue } from "../../domain/catalogue.ts";
import type { Fact } from "../../domain/fact.ts";
import type { EventId, StudioId } from "../../domain/ids.ts";
import type { Role } from "../../domain/studio/events.ts";
import { installation } from "../../domain/installation/installation.ts";
import { createCodec, isKnown } from "../../event_store/codec.ts";
import { createHandle } from "../../event_store/handle.ts";
import { BEGINNING, type EventStore } from "../../event_store/port.ts";
import { openSqliteLog } from "../../event_store/sqlite/log.ts";
import { newStudioId, openStudio } from "../../commands/open_studio.ts";
import { createEvent, type NewEvent } from "../../commands/create_event.ts";
import { publishEvent } from "../../commands/publish_event.ts";
import type { NewRegistration } from "../../commands/register.ts";
import { openSqliteVault } from "../../vault/vault.ts";
import { id } from "./ids.ts";

/** Use cases on a real log, codec and vault, in memory, with a clock that stands still until it is set. */
export interface TestCommands extends AsyncDisposable {
  deps: CommandDeps;
  store: EventStore;
  /** ISO 8601 UTC. */
  setNow(now: string): void;
  /** All facts of the log, decoded, personal fields open. */
  facts(): Promise<Fact[]>;
  /** A caller of the test studio, each time with a new command id; `owner` when no role is named. */
  as(role?: Role, change?: Partial<Caller>): Caller;
}

export const studioCommand = id.any("open-studio");
export const studioId: StudioId = newStudioId(studioCommand);

/** Opens a log and a vault in memory, with one studio in them; `wrap` sees every handle. */
export async function openCommands(
  wrap: (handle: CommandDeps["handle"]) => CommandDeps["handle"] = (handle) => handle,
): Promise<TestCommands> {
  let now = "2026-10-01T10:00:00.000Z";
  const clock = () => new Date(now);
  const store = await openSqliteLog({ directory: ":memory:", clock });
  const vault = await openSqliteVault({ dataDir: ":memory:", masterKey: new Uint8Array(32).fill(1), clock });
  const codec = createCodec({ catalogue, keys: vault });
  const handle = createHandle({ store, codec, clock });
  const newId = () => crypto.randomUUID();
  const opened: CommandDeps = { handle, vault, now: () => now, newId };
  const as: TestCommands["as"] = (role = "owner", change = {}) => ({
    actor: `user:${id.user(role)}`,
    studioId,
    userId: id.user(role),
    role,
    commandId: newId(),
    correlationId: newId(),
    ...change,
  });
  const start = { type: "StartInstallation", at: now, vaultId: vault.id, demo: false } as const;
  const context = { actor: "system", studio: null, correlationId: newId(), causationId: null, commandId: newId() };
  await handle(installation, "installation", start, context);
  await openStudio(opened, as("owner", { commandId: studioCommand }), newStudio);
  return {
    deps: { ...opened, handle: wrap(handle) },
    store,
    as,
    setNow: (instant) => now = instant,
    async facts() {
      const page = await Array.fromAsync(store.readAll({ after: BEGINNING }));
      return (await codec.decodePage(page)).filter(isKnown);
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await vault.close();
    },
  };
}

export const newStudio = {
  name: "Calistenia Carlos",
  address: "carlos",
  language: "es",
  timeZone: "Europe/Madrid",
  currency: "EUR",
  owner: { userId: id.user("owner"), name: "Carlos", email: "carlos@example.com" },
} as const;

/** A free webinar on 24 November 2026, 19:00 in Madrid. */
export const newEvent: NewEvent = {
  title: "5 Errores Comunes al Empezar con Calistenia",
  description: "Los cinco errores, y cómo evitarlos.",
  type: "webinar",
  language: "es",
  access: "free",
  price: null,
  companyRequired: false,
  timeZone: "Europe/Madrid",
  dates: [{ startsAtLocal: "2026-11-24T19:00", durationMinutes: 60 }],
  capacity: 2,
  waitlist: true,
  registrationOpensAt: null,
  registrationClosesAt: null,
};

/** A published event of the owner's. */
export async function publishedEvent({ deps, as }: TestCommands, change: Partial<NewEvent> = {}): Promise<EventId> {
  const { eventId } = await createEvent(deps, as(), { ...newEvent, ...change });
  await publishEvent(deps, as(), eventId);
  return eventId;
}

/** Somebody's registration by the public form. */
export function registrationOf(eventId: EventId, name: string, via: "form" | "api" = "form"): NewRegistration {
  return {
    eventId,
    registrant: { email: `${name}@example.com`, firstName: name, lastName: "Example" },
    language: "es",
    timeZone: null,
    source: "direct",
    consents: { terms: true, privacy: true, marketing: false },
    via,
  };
}

/** Somebody of the public, in the test studio. */
export function visitor(commandId: string = crypto.randomUUID()): Caller {
  return { actor: "system", studioId, commandId, correlationId: crypto.randomUUID() };
}
