/** Faults that the control channel switches on in the server's process; killing and freezing need no help from it. */
export class Faults {
  /** So many of the next appends are stored, and never answered. */
  loseAnswers = 0;
  /** So many of the next appends are stored, and their connection is cut instead of the answer. */
  cutAnswers = 0;
  /** So many subscriptions were ended for being slow, by themselves or by {@link dropSubscriptions}. */
  dropped = 0;
  readonly #dropSubscriptions = new Set<() => void>();

  /** Ends the live subscriptions as the server does when a consumer lags behind. */
  dropSubscriptions(): void {
    for (const drop of [...this.#dropSubscriptions]) drop();
  }

  /** @returns forgets it again */
  onDropSubscriptions(drop: () => void): () => void {
    this.#dropSubscriptions.add(drop);
    return () => this.#dropSubscriptions.delete(drop);
  }
}
