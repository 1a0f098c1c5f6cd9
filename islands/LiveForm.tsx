import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type FieldRule, wrongWith } from "../components/public/field_rules.ts";
import { isDisposable, likelyMeant } from "../components/public/mail_addresses.ts";
import { keepUnsent } from "../components/public/unsent.ts";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is said at fields, in the reader's language. */
export interface LiveTexts extends Record<FieldRule, string> {
  /** `{email}` stands for the address that was likely meant. */
  meant: string;
  disposable: string;
}

/**
 * Says at each field of the form around it what is wrong, once it was left, by the server's own rules, and takes it back as
 * soon as it is right; offers the address that was likely meant. Keeps what is typed over a reload. Sends a form once. Tells the server, once each, that the form
 * was begun and that it was refused. `children`: the sign before a message.
 */
export default function LiveForm(
  { href, texts, children }: { href?: string; texts: LiveTexts; children?: ComponentChildren },
) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    if (!form) return;
    const leave = new AbortController();
    const on = { signal: leave.signal };
    const tell = (what: string) => {
      if (href) void fetch(href + what, { method: "POST", keepalive: true }).catch(() => {});
    };
    keepUnsent(form, leave.signal);
    let sent = false;
    const judge = (control: Control) => {
      const { name, type, value, required } = control;
      const rule = wrongWith({ name, type, value, required, checked: (control as HTMLInputElement).checked });
      say(control, rule && texts[rule], place.current!);
      return rule === null;
    };
    form.addEventListener("focusin", () => tell(""), { once: true, ...on });
    // a message that came while a button is pressed would move the button away from under the finger
    let pressed: Promise<unknown> = Promise.resolve();
    addEventListener("pointerdown", () => {
      pressed = new Promise((resolve) => {
        for (const end of ["pointerup", "pointercancel"]) {
          addEventListener(end, () => setTimeout(resolve), { once: true, ...on });
        }
      });
    }, on);
    form.addEventListener("focusout", async ({ target }) => {
      await pressed;
      if (!isControl(target) || target.type === "checkbox") return;
      if (target.value !== "" || target.getAttribute("aria-invalid")) judge(target);
      if (target.type === "email") offer(target, texts);
    }, on);
    form.addEventListener("input", ({ target }) => {
      if (isControl(target) && target.getAttribute("aria-invalid")) judge(target);
    }, on);
    form.addEventListener("submit", (event) => {
      const controls = [...form.elements].filter(isControl);
      const wrong = controls.filter((control) => !judge(control));
      if (wrong.length > 0 || sent) event.preventDefault();
      if (wrong.length > 0) {
        tell("?refused");
        open(wrong[0]!);
        wrong[0]!.focus();
      } else sent = true;
    }, on);
    // whoever comes back finds a form that can be sent again: it is the same registration
    addEventListener("pageshow", () => sent = false, on);
    return () => leave.abort();
  }, []);
  return <span ref={place} hidden>{children}</span>;
}

function isControl(target: unknown): target is Control {
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement) && target.name !== "" && target.type !== "hidden" && target.tabIndex >= 0;
}

/** Puts a message at a field, as the server does, or takes it away. */
function say(control: Control, message: string | null, sign: HTMLElement): void {
  const id = `${control.id}-error`;
  document.getElementById(id)?.remove();
  const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  if (message === null) control.removeAttribute("aria-invalid");
  else {
    control.setAttribute("aria-invalid", "true");
    described.push(id);
    const line = document.createElement("p");
    line.className = "field-error";
    line.id = id;
    const icon = sign.querySelector("svg");
    if (icon) line.append(icon.cloneNode(true));
    const words = document.createElement("span");
    words.textContent = message;
    line.append(words);
    (control.closest(".field, .check") ?? control.parentElement)?.append(line);
  }
  if (described.length > 0) control.setAttribute("aria-describedby", described.join(" "));
  else control.removeAttribute("aria-describedby");
}

/** Offers the address that was likely meant, and says of one that is thrown away what it means; nothing is blocked. */
function offer(control: Control, texts: LiveTexts): void {
  const id = `${control.id}-offer`;
  document.getElementById(id)?.remove();
  const meant = likelyMeant(control.value);
  if (meant === null && !isDisposable(control.value)) return;
  const line = document.createElement("p");
  line.id = id;
  line.className = "field-offer";
  line.setAttribute("role", "status");
  if (meant === null) line.textContent = texts.disposable;
  else {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = texts.meant.replace("{email}", meant);
    button.addEventListener("click", () => {
      control.value = meant;
      line.remove();
      control.focus();
    });
    line.append(button);
  }
  control.closest(".field")?.append(line);
}

/** Unfolds what a field is folded away in. */
function open(control: Control): void {
  for (let at = control.closest("details"); at; at = at.parentElement?.closest("details") ?? null) at.open = true;
}
