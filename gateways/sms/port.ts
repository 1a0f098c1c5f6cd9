/** One text message to one person. */
export interface TextMessage {
  /** The same for every attempt. */
  id: string;
  /** E.164, `+34600123456`. */
  to: string;
  text: string;
  /** As whom it is kept while there is no provider. */
  from: string;
  studioId: string | null;
  /** Ids of everybody it names. */
  personIds: readonly string[];
}

export interface SmsGateway {
  /**
   * Hands one message over; the receipt stands in the log and holds nothing personal.
   * @throws {GatewayFailure} with the class that decides about the next attempt
   */
  send(message: TextMessage, options?: { signal?: AbortSignal }): Promise<{ receipt: string }>;
  close(): Promise<void>;
}
