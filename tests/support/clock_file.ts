/** The clock of one process, to be set: see `set_clock.ts`. */
export interface SettableClock extends AsyncDisposable {
  env: Record<string, string>;
  runtimeArgs: string[];
  /** Sets it off by so many milliseconds. */
  setOff(milliseconds: number): Promise<void>;
}

/** A clock that is right until it is set off. */
export async function settableClock(): Promise<SettableClock> {
  const file = await Deno.makeTempFile({ prefix: "clock-" });
  return {
    env: { CLOCK_FILE: file },
    runtimeArgs: ["--preload", "tests/support/set_clock.ts"],
    async setOff(milliseconds) {
      // replaced as a whole: the process may read at any moment
      await Deno.writeTextFile(`${file}.new`, String(milliseconds));
      await Deno.rename(`${file}.new`, file);
    },
    [Symbol.asyncDispose]: () => Deno.remove(file),
  };
}
