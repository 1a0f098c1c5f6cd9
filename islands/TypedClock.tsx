import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

/** Shows what it surrounds from an instant on, and the server's word until then: no reload is needed to be warned. */
export default function TypedClock(
  { from, soon, children }: { from: string; soon: boolean; children: ComponentChildren },
) {
  const shown = useSignal(soon);
  useEffect(() => {
    const left = Date.parse(from) - Date.now();
    const timer = setTimeout(() => shown.value = true, Math.max(0, left));
    return () => clearTimeout(timer);
  }, []);
  return <div hidden={!shown.value} role="status">{children}</div>;
}
