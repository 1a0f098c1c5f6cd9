/**
 * How a gateway says what a failed call means for the next one: `retry` later with growing pauses, `pause` the whole channel
 * (refused credentials, a rate limit), or `never` (the call itself is wrong and stays wrong).
 */
export type FailureClass = "retry" | "pause" | "never";

/** A call to the outside failed. `message` is shown to people and stands in the log: no personal data, no secrets. */
export class GatewayFailure extends Error {
  override name = "GatewayFailure";
  constructor(
    readonly failure: FailureClass,
    message: string,
    /** Milliseconds after which the outside asked to be called again. */
    readonly retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
