import type { Command, Decider, DomainEvent } from "../../domain/decider.ts";
import type { Handle } from "../../event_store/handle.ts";
import { StoreUnavailable } from "../../event_store/port.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import type { Clock } from "./clock.ts";
import { type Of, openCommands } from "./due.ts";
import { Loop, type Report } from "./loop.ts";
import type { CommandRow } from "./tables.ts";

/** Who decides a type of command, and the rule that leads to it. */
export interface Issuer {
  // deno-lint-ignore no-explicit-any -- the commands of any decider; rows come from the log's own facts
  decider: Decider<any, any, any>;
  rule: string;
}

export interface CommandWorkerOptions {
  db: Queryable;
  handle: Handle;
  /** By type of command. */
  issuers: Readonly<Record<string, Issuer>>;
  clock: Clock;
  /** Whether somebody waits for a message meanwhile: then fewer commands share a commit with what that takes. */
  isBeside?: () => boolean;
  report?: Report;
}

/** Commands that are issued together, and how many while deliveries are made: then neither waits long for the other. */
const TOGETHER = 100;
const BESIDE = 20;

/** Real milliseconds for which a command that was issued is not looked at again, while its fold catches up. */
const FRESH = 10_000;

/**
 * Issues the commands that reactors plan. A command's id makes it decided once, however often it is issued; one that is
 * refused or decides nothing leaves `CommandDeclined` in its stream, so that its row closes too.
 */
export class CommandWorker {
  readonly #loop: Loop;
  readonly #reactors = new Set<string>();
  readonly #issued = new Map<string, number>();

  constructor(private readonly options: CommandWorkerOptions) {
    this.#loop = new Loop("the command worker", options.clock, () => this.#turn(), options.report);
  }

  /** From now on issues this reactor's commands. */
  watch(reactor: string): void {
    this.#reactors.add(reactor);
    this.#loop.wake();
  }

  start(): void {
    this.#loop.start();
  }

  /** There may be new commands. */
  wake(): void {
    this.#loop.wake();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #turn(): Promise<null> {
    for (;;) {
      const old = performance.now() - FRESH;
      for (const [id, since] of this.#issued) if (since < old) this.#issued.delete(id);
      const limit = this.options.isBeside?.() ? BESIDE : TOGETHER;
      const rows = await openCommands(this.options.db, [...this.#reactors], [...this.#issued.keys()], limit);
      if (rows.length === 0) return null;
      const each = Map.groupBy(rows, ({ stream }) => stream).values().map((ofOne) => this.#issueAll(ofOne));
      const failed = (await Promise.allSettled(each)).find(({ status }) => status === "rejected");
      if (failed) throw (failed as PromiseRejectedResult).reason;
    }
  }

  /** One after another: they are of one stream. Those of different ones stand in no order, and share a commit. */
  async #issueAll(rows: readonly Of<CommandRow>[]): Promise<void> {
    for (const row of rows) {
      await this.#issue(row).catch((error) => this.#passBy(row, error));
      this.#issued.set(row.command_id, performance.now());
    }
  }

  /** One that cannot be decided does not hold up the others; it is tried again the next time. */
  #passBy({ reactor, type }: Of<CommandRow>, error: unknown): void {
    if (error instanceof StoreUnavailable) throw error;
    this.options.report?.({ what: `${reactor} could not issue ${type}`, error });
  }

  async #issue(row: Of<CommandRow>): Promise<void> {
    const { handle, issuers, clock } = this.options;
    const issuer = issuers[row.type];
    if (!issuer) throw new TypeError(`${row.reactor} issues ${row.type}, which nobody decides`);
    const decider = issuer.decider as Decider<Command, unknown, DomainEvent>;
    await handle(decider, row.stream, { ...row.data, type: row.type, at: clock.now().toISOString() }, {
      actor: `reactor:${row.reactor}`,
      studio: row.studio_id,
      correlationId: row.correlation_id,
      causationId: row.cause_id,
      commandId: row.command_id,
      rule: issuer.rule,
      declines: true,
    });
  }
}
