import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Found } from "../components/dashboard/found.ts";

export interface PaletteProps {
  /** Answers `?q=` with what was found. */
  address: string;
  /** Where one begins something new; null for who may not. */
  newHref: string | null;
  labels: {
    open: string;
    placeholder: string;
    none: string;
    keys: string;
    close: string;
    kinds: Readonly<Record<Found["kind"], string>>;
  };
  /** What `?` lists. */
  keys: readonly { key: string; does: string }[];
}

/** Milliseconds without a key pressed after which is asked. */
const PAUSE = 120;

/** Finds an event, a person, a page or an action: Ctrl K, then typing. `?` tells the keys. */
export default function Palette({ address, newHref, labels, keys }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const found = useSignal<readonly Found[] | null>(null);
  const chosen = useSignal(0);
  const asked = useRef(0);
  const option = useComputed(() => found.value?.length ? `found-${chosen.value}` : undefined);

  const ask = async (typed: string) => {
    const mine = ++asked.current;
    const response = await fetch(`${address}?q=${encodeURIComponent(typed)}`, {
      headers: { Accept: "application/json" },
    });
    if (mine !== asked.current || !response.ok) return;
    found.value = await response.json();
    chosen.value = 0;
  };
  const open = () => {
    if (dialog.current?.open) return;
    help.current?.close();
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.select();
    if (found.value === null) ask("");
  };
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const typed = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(currentTarget.value), PAUSE);
  };
  const move = (event: KeyboardEvent) => {
    const count = found.value?.length ?? 0;
    if (event.key === "Enter") {
      const at = found.value?.[chosen.value];
      if (at) location.href = at.href;
      return event.preventDefault();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    chosen.value = (chosen.value + step + count) % count;
    document.getElementById(`found-${chosen.value}`)?.scrollIntoView({ block: "nearest" });
  };

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") {
        event.preventDefault();
        return open();
      }
      // a dialog that has just closed holds the focus for a moment more
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog[open]");
      if (typing || ctrlKey || metaKey || altKey) return;
      if (key === "?") help.current?.showModal();
      else if (key === "n" && newHref !== null) location.href = newHref;
      else if (key === "/") {
        const search = document.querySelector<HTMLInputElement>("main input[type=search]");
        if (!search) return open();
        event.preventDefault();
        search.focus();
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [newHref]);

  return (
    <>
      <a
        class="button"
        data-kind="quiet"
        data-size="small"
        href={address}
        onClick={(event) => {
          event.preventDefault();
          open();
        }}
      >
        {labels.open}
        <kbd>Ctrl K</kbd>
      </a>
      <dialog class="palette" ref={dialog} aria-label={labels.open}>
        <input
          class="input"
          type="text"
          role="combobox"
          aria-label={labels.placeholder}
          aria-expanded="true"
          aria-controls="found"
          aria-activedescendant={option}
          autocomplete="off"
          spellcheck={false}
          maxLength={100}
          placeholder={labels.placeholder}
          onInput={typed}
          onKeyDown={move}
        />
        <ul class="found" id="found" role="listbox" aria-label={labels.open}>
          {found.value?.map(({ kind, label, hint, href }, i) => (
            <li
              key={`${href} ${label}`}
              id={`found-${i}`}
              role="option"
              aria-selected={i === chosen.value}
              onClick={() => location.href = href}
            >
              <span>{label}</span>
              <span class="muted small">{hint ? `${labels.kinds[kind]} · ${hint}` : labels.kinds[kind]}</span>
            </li>
          ))}
        </ul>
        <p class="muted small" role="status">{found.value?.length === 0 ? labels.none : ""}</p>
      </dialog>
      <dialog class="palette" ref={help} aria-label={labels.keys}>
        <h2>{labels.keys}</h2>
        <dl class="keys">
          {keys.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button class="button" type="submit">{labels.close}</button>
        </form>
      </dialog>
    </>
  );
}
