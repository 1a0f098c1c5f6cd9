/** One of the servers that are compared, in a process of its own. */
export interface Server extends AsyncDisposable {
  port: number;
}

/** Starts `server.tsx` and waits until it serves. */
export async function startServer(kind: "ours" | "other"): Promise<Server> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL("./server.tsx", import.meta.url).pathname, kind],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = process.stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return {
    port: Number(new TextDecoder().decode(value)),
    async [Symbol.asyncDispose]() {
      await process.stdout.cancel();
      process.kill("SIGKILL");
      await process.status;
    },
  };
}
