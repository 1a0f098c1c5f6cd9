import type { Readable } from "node:stream";

/** So many items wait here before the stream is told to hold back. */
const HIGH_WATER = 500;

/**
 * What a stream of the client emits, taken in pages: far cheaper than `for await`, and errors come after the items that
 * came before them. It keeps an `error` listener for good, since without one the process would die.
 */
export class Inbox<T> {
  readonly #stream: Readable;
  #items: T[] = [];
  #error: unknown;
  #over = false;
  #wake = () => {};

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on("data", (item: T) => {
      this.#items.push(item);
      if (this.#items.length >= HIGH_WATER) stream.pause();
      this.#wake();
    });
    const over = (error?: unknown) => {
      this.#error ??= error;
      this.#over = true;
      this.#wake();
    };
    stream.on("error", (error) => over(error));
    stream.on("end", () => over());
    stream.on("close", () => over());
  }

  /**
   * Waits for something, at most so many milliseconds, or until aborted.
   * @returns what has come, empty when nothing did in that time; null at the end
   * @throws the stream's error, after everything before it was taken
   */
  async take(milliseconds: number, signal?: AbortSignal): Promise<T[] | null> {
    if (this.#items.length === 0 && !this.#over && !signal?.aborted) await this.#something(milliseconds, signal);
    if (this.#items.length > 0) {
      const taken = this.#items;
      this.#items = [];
      if (this.#stream.isPaused()) this.#stream.resume();
      return taken;
    }
    if (this.#error) throw this.#error;
    return this.#over ? null : [];
  }

  #something(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        this.#wake = () => {};
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener("abort", done);
      this.#wake = done;
    });
  }
}
