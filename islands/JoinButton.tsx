import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Longest time that browsers let a timer run. */
const LONGEST = 2 ** 31 - 1;

/**
 * Leads to where an event takes place once it is time, and wakes up by itself. What it is to say comes from the server, and
 * whether it is time already: without script a reload wakes it.
 */
export default function JoinButton(
  { href, opensAt, open, now, later }: { href: string; opensAt: string; open: boolean; now: string; later: string },
) {
  const awake = useSignal(open);
  useEffect(() => {
    if (awake.value) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const left = Date.parse(opensAt) - Date.now();
      if (left <= 0) awake.value = true;
      else timer = setTimeout(wait, Math.min(left, LONGEST));
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
  return awake.value
    ? (
      <a class="button" data-kind="primary" data-size="large" href={href} target="_blank" rel="noopener noreferrer">
        {now}
      </a>
    )
    : <button class="button" type="button" data-size="large" disabled>{later}</button>;
}
