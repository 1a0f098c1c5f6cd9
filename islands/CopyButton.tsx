import { useSignal } from "@preact/signals";

/** Puts a text into the clipboard and says so. */
export default function CopyButton(
  { text, label, done, kind }: { text: string; label: string; done: string; kind?: "small" },
) {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    copied.value = true;
    setTimeout(() => copied.value = false, 2_000);
  };
  return (
    <button class="button nowrap" type="button" data-size={kind} onClick={copy}>
      <span aria-live="polite">{copied.value ? done : label}</span>
    </button>
  );
}
