import { type Accepted, type Built, CallFailure, type Connection, type ConversionPlatform } from "./port.ts";

/** One conversion's part in a call. */
export interface Outcome extends Accepted {
  /** How many went together. */
  size: number;
  /** Of the call that counted. */
  latencyMs: number;
}

/** A failed part: as the call's failure, with how many went together and how long it took. */
export interface Failed {
  failure: CallFailure;
  size: number;
  latencyMs: number;
}

/**
 * Sends all of them, halving what a platform refuses for its content until the bad ones are alone: platforms take a call
 * whole or not at all. A failure of the moment or of the token is everybody's.
 */
export async function sendAll(
  platform: Pick<ConversionPlatform, "send">,
  connection: Connection,
  payloads: readonly Built["payload"][],
  signal: AbortSignal,
): Promise<(Outcome | Failed)[]> {
  const began = performance.now();
  const size = payloads.length;
  const latencyMs = () => Math.round(performance.now() - began);
  try {
    const accepted = await platform.send(connection, payloads, signal);
    const outcome = { ...accepted, size, latencyMs: latencyMs() };
    return payloads.map(() => outcome);
  } catch (error) {
    const failure = error instanceof CallFailure
      ? error
      : new CallFailure("retry", "moment", 0, `unexpected: ${(error as Error)?.name}`, undefined, { cause: error });
    if (failure.fault !== "input" || size === 1) {
      const failed = { failure, size, latencyMs: latencyMs() };
      return payloads.map(() => failed);
    }
    const half = Math.ceil(size / 2);
    const first = await sendAll(platform, connection, payloads.slice(0, half), signal);
    return [...first, ...await sendAll(platform, connection, payloads.slice(half), signal)];
  }
}
