import type { Decider } from "../decider.ts";
import { uuidv5 } from "../uuid.ts";
import type { TimerEvent } from "./events.ts";

/** Says that a moment a reactor waited for has come. */
export interface ElapseTimer {
  type: "ElapseTimer";
  at: string;
  reactor: string;
  key: string;
  due: string;
}

/** One moment: stream `timer-<uuidv5(reactor, key, due)>`. It comes once; a moved one is another moment. */
export const timer: Decider<ElapseTimer, { elapsed: boolean }, TimerEvent> = {
  initial: () => ({ elapsed: false }),
  decide: ({ reactor, key, due }, { elapsed }) =>
    elapsed ? [] : [{ type: "TimerElapsed", data: { reactor, key, due } }],
  evolve: () => ({ elapsed: true }),
};

/** The same moment has the same stream in every process and after every rebuild. */
export function timerStream(reactor: string, key: string, due: string): string {
  return `timer-${uuidv5(reactor, key, due)}`;
}
