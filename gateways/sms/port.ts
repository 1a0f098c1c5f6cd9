import { GatewayFailure } from "../failure.ts";

/** One text message to one person. */
export interface TextMessage {
  /** The same for every attempt. */
  id: string;
  /** E.164, `+34600123456`. */
  to: string;
  text: string;
  /** As how many it is paid. */
  segments: number;
  /** As whom it is kept while there is no provider. */
  from: string;
  /** Where the provider reports what became of it; null: nowhere that it could reach. */
  reportTo: string | null;
  studioId: string | null;
  /** Ids of everybody it names. */
  personIds: readonly string[];
  /**
   * When it was planned, ISO 8601 UTC, where an attempt before may have got through: providers know no key by which they
   * would recognise a repeat. Null at the first attempt.
   */
  mayHaveGoneSince: string | null;
}

export interface SmsGateway {
  /**
   * Hands one message over; the receipt stands in the log and holds nothing personal.
   * @throws {GatewayFailure} with the class that decides about the next attempt
   */
  send(message: TextMessage, options?: { signal?: AbortSignal }): Promise<{ receipt: string }>;
  close(): Promise<void>;
}

/** Whoever has the number has told the provider to send nothing more. */
export class NumberStopped extends GatewayFailure {
  readonly stopped = true;

  constructor(message: string) {
    super("never", message);
  }
}
