import type { RunningApp } from "../../tests/support/app.ts";

/** What the product's process is started with so that its heap can be looked at. */
export const INSPECTED = ["--inspect=127.0.0.1:0"];

/** The live heap of a process that was started so: what is left once everything that nobody holds has gone. */
export interface LiveHeap {
  /** In MiB. The process stands still meanwhile, for a tenth of a second or two. */
  look(): Promise<number>;
  close(): void;
}

export async function liveHeap({ output }: RunningApp): Promise<LiveHeap> {
  const [address] = output().match(/ws:\/\/127\.0\.0\.1:\d+\/[\w/-]+/) ?? [];
  if (!address) throw new Error("the product was started without an inspector");
  const socket = new WebSocket(address);
  const answers = new Map<number, (result: { usedSize: number }) => void>();
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data);
    answers.get(id)?.(result);
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  let asked = 0;
  const ask = (method: string) =>
    new Promise<{ usedSize: number }>((resolve) => {
      answers.set(++asked, resolve);
      socket.send(JSON.stringify({ id: asked, method }));
    });
  await ask("HeapProfiler.enable");
  return {
    async look() {
      await ask("HeapProfiler.collectGarbage");
      return (await ask("Runtime.getHeapUsage")).usedSize / 2 ** 20;
    },
    close: () => socket.close(),
  };
}
