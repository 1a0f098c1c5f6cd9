/** As long as a device remembers a form that was sent. */
const KEPT_MS = 4 * 60 * 60_000;
const PREFIX = "unsent:";
/** What is said of health, and codes, are kept nowhere; consents are given anew each time. */
const UNKEPT = /^(specialRequirements|accessibilityNeeds|code|homepage)$/;
const TYPED = /^(text|email|tel|url|textarea|select-one|number|date)$/;

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Keeps what is typed into a form until it is sent, in this tab, so that a reload does not take it away. */
export function keepUnsent(form: HTMLFormElement, signal: AbortSignal): void {
  const key = PREFIX + new URL(form.action).pathname;
  const fields = () =>
    [...form.elements].filter((one): one is Typed =>
      TYPED.test((one as Typed).type) && (one as Typed).name !== "" && !UNKEPT.test((one as Typed).name)
    );
  const values = read(key);
  for (const field of fields()) {
    const value = values[field.name];
    if (value === undefined) continue;
    field.value = value;
    for (let at = field.closest("details"); at && value; at = at.parentElement?.closest("details") ?? null) {
      at.open = true;
    }
  }
  form.addEventListener("input", () => {
    const typed = fields().filter(({ value }) => value !== "").map(({ name, value }) => [name, value]);
    write(key, { at: Date.now(), values: Object.fromEntries(typed) });
  }, { signal });
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (defaultPrevented || !(target instanceof HTMLFormElement)) return;
    if (target === form) write(key, null);
    // "forget what I typed" means this, too
    if (new URL(target.action).pathname === "/typed") forgetAll();
  }, { signal });
}

function read(key: string): Record<string, string> {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as
      | { at: number; values: Record<string, string> }
      | null;
    return kept && kept.at > Date.now() - KEPT_MS ? kept.values : {};
  } catch {
    return {}; // a browser that keeps nothing
  }
}

function write(key: string, kept: { at: number; values: Record<string, string> } | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing, or is full
  }
}

function forgetAll(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing
  }
}
