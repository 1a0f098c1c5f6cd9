/** Another process (or another open log of this one) writes in the directory. */
export class LogInUse extends Error {
  override name = "LogInUse";
  constructor(readonly directory: string, readonly owner: string) {
    super(
      `${directory} is in use by process ${owner}: the SQLite log has one writer at a time. ` +
        "Stop that process, or set another DATA_DIR.",
    );
  }
}

/** Times a taken lock is tried, and milliseconds between them. */
const TRIES = 10;
const PAUSE = 50;

/**
 * Takes the directory for this process; the operating system gives it back when the process ends, however it ends.
 * @returns gives the directory back
 * @throws {LogInUse}
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  const file = await Deno.open(`${directory}/log.lock`, { create: true, read: true, write: true });
  if (!await locked(file)) {
    const owner = (await new Response(file.readable).text()).trim() || "unknown";
    throw new LogInUse(directory, owner);
  }
  await file.truncate(0);
  await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
  return () => file.close();
}

/**
 * A lock that was just given back may be held a moment longer: a program that is being started has every open file of this
 * process until it is itself.
 */
async function locked(file: Deno.FsFile): Promise<boolean> {
  for (let tried = 1;; tried++) {
    if (await file.tryLock(true)) return true;
    if (tried === TRIES) return false;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
