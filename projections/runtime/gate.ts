/** Lets one piece of asynchronous work at a time through, in order of asking. */
export class Gate {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everything before it is done, however that ended. */
  through<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
