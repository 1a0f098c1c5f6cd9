import type { Kysely } from "kysely";
import type { CommandDeps } from "../commands/deps.ts";
import type { Language } from "../domain/ids.ts";
import type { Config } from "../config.ts";
import type { Codec } from "../event_store/codec.ts";
import type { EventStore, Position } from "../event_store/port.ts";
import type { Documents } from "../media/documents.ts";
import type { Figures } from "../operations/figures.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Pictures } from "../media/pictures.ts";
import type { StudioConsole } from "../projections/analysis/studio_console.ts";
import type { FoldControl } from "../projections/runtime/control.ts";
import type { Platforms } from "../gateways/conversions/port.ts";
import type { ReadModels } from "../projections/all.ts";
import type { DryRun } from "../reactors/dry_run.ts";
import type { MessageDesk } from "../reactors/mails/message_desk.ts";
import type { Mailings } from "../reactors/mailings.ts";
import type { Timelines } from "../reactors/timeline.ts";
import type { Plans } from "../reactors/plans.ts";
import type { Vault } from "../vault/port.ts";
import type { Changes } from "./changes.ts";
import type { Directory } from "./directory.ts";
import type { Auth } from "./identity/auth.ts";
import type { KeyUse } from "./key_use.ts";
import type { RateLimit } from "./rate_limit.ts";
import type { Visits } from "./visits.ts";

/** Origins of the platforms' scripts. */
export interface PixelScripts {
  meta: string;
  tiktok: string;
  google: string;
}

/** What routes and the API need of the running product. Only `main.ts` makes one. */
export interface Application {
  config: Config;
  /** Public address without a trailing slash; known once the server listens. */
  baseUrl: string;
  auth: Auth;
  /** Mails a secret about somebody's own account at once, outside the log. @throws when the mail server refuses */
  sendAccountMail(mail: { kind: "password_reset"; to: string; language: Language; url: string }): Promise<void>;
  /** Studios, members, keys and operators, from their streams. */
  directory: Directory;
  /** What the functions in `commands/` take. */
  commands: CommandDeps;
  store: EventStore;
  vault: Vault;
  /** Read models, through the views that always show the current generation. */
  db: Kysely<ReadModels>;
  /** Reads what stands in the log: upcast, personal fields decrypted or left out. */
  codec: Codec;
  /**
   * Waits until the read models hold everything up to `position`, at most `timeoutMs`; says whether they do. `folds`: those
   * that matter to what comes next, all of them when left out.
   */
  caughtUp(position: Position, timeoutMs?: number, folds?: readonly string[]): Promise<boolean>;
  /** Wakes live pages when a read model has changed. */
  changes: Changes;
  /** What this process has measured of itself. */
  metrics: Metrics;
  /** How the whole installation is doing. */
  figures(): Promise<Figures>;
  /** Whether this process can serve; each reason in plain English. */
  readiness(): Promise<{ ok: boolean; reasons: string[] }>;
  projections: FoldControl;
  /** What a replay of a reactor would plan today, by name; null for one that does not exist. `studioId`: for this studio. */
  dryRun(reactor: string, options: { studioId?: string }): Promise<DryRun | null>;
  /** How the studio's messages are written, shown and tried. */
  messages: MessageDesk;
  /** Mailings to many, and how far they are. */
  mailings: Mailings;
  /** What goes out for events, when and to how many. */
  timelines: Timelines;
  /** Names of the reactors. */
  reactors: readonly string[];
  /** What the reactors intend to do. */
  plans: Plans;
  /** SQL for analysts. */
  console: StudioConsole;
  limits: Limits;
  /** When API keys were used last. */
  keyUse: KeyUse;
  /** Counts who looks at public pages. */
  visits: Visits;
  /** What conversions can be sent to. */
  platforms: Platforms;
  /** Where browsers load a platform's own script from. */
  pixelScripts: PixelScripts;
  /** What was, or would be, sent for one conversion, made again from the facts; null when it cannot be any more. */
  conversionPayload(deliveryId: string): Promise<{ payload: unknown; hash: string } | null>;
  /** What was, or would be, told to a studio's own system, made again from the facts; null when it cannot be any more. */
  webhookPayload(deliveryId: string): Promise<{ payload: unknown; hash: string } | null>;
  /** Whether a request may go to an address that somebody typed. @throws when it may not */
  mayReach(url: string): Promise<void>;
  /** What studios have uploaded. */
  pictures: Pictures;
  documents: Documents;
}

/** Requests a minute, as configured. */
export interface Limits {
  /** By API key. */
  key: RateLimit;
  /** By network address, for everything without a key. */
  address: RateLimit;
}

let current: Application | null = null;

/** Makes the opened dependencies known to the routes; null when the process closes. */
export function setApplication(application: Application | null): void {
  current = application;
}

/** The running application. @throws when a request comes before `start()` opened it */
export function useApplication(): Application {
  if (!current) throw new Error("the application has not been started");
  return current;
}
