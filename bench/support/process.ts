import type { RunningApp } from "../../tests/support/app.ts";

/** Watches the memory of a process that we started. */
export interface MemoryWatch {
  /** Most that was seen at once since the last look, in MiB of resident memory. */
  peak(): number;
  stop(): void;
}

/** Resident memory of a process, in MiB. Linux only. */
export function residentMemory(pid: number): number {
  const [, pages] = Deno.readTextFileSync(`/proc/${pid}/statm`).split(" ");
  return Number(pages) * PAGE_BYTES / 2 ** 20;
}

const PAGE_BYTES = 4_096;

/** Looks at the memory of the product's process twenty times a second until stopped. */
export function watchMemory({ pid }: RunningApp): MemoryWatch {
  let most = 0;
  const look = () => most = Math.max(most, residentMemory(pid));
  const timer = setInterval(look, 50);
  return {
    peak() {
      look();
      const seen = most;
      most = 0;
      return seen;
    },
    stop: () => clearInterval(Number(timer)),
  };
}
