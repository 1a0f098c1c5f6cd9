/** Longest run of work without a break, in ms: what a request of the same process waits at most for each of its steps. */
const LONGEST = 2;

let since = performance.now();
let line: Promise<void> = Promise.resolve();

/** Whether somebody else should get a turn. Cheap enough to ask for each row. */
export function breathIsDue(): boolean {
  return performance.now() - since > LONGEST;
}

/** Lets everything else that waits in this process go first. Those who wait here come back one by one, not all at once. */
export function breath(): Promise<void> {
  line = line.then(turn);
  return line;
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  since = performance.now();
}
