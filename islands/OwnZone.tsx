import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Hands the visitor's zone in with a form; what the server knows already stands there without script. */
export default function OwnZone({ name, known }: { name: string; known: string | null }) {
  const zone = useSignal(known ?? "");
  useEffect(() => {
    zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? zone.value;
  }, []);
  return <input type="hidden" name={name} value={zone.value} />;
}
