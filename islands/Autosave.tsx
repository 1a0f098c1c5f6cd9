import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { AutosaveAnswer } from "../components/dashboard/wizard/autosave_answer.ts";

export interface AutosaveProps {
  /** Ids of the form, and of the frame that shows how it looks. */
  form: string;
  preview: string;
  /** What stands there before anything is typed. */
  said: string;
  /** Bytes of text that can be sent at once. */
  most: number;
  /** `over` says it with the `{size}`; `capacity` that the number of places was changed, `undo` takes it back. */
  labels: { saving: string; offline: string; over: string; capacity: string; undo: string };
}

/** Milliseconds without a key pressed after which is saved, and after which an answer is no longer waited for. */
const PAUSE = 1_200;
const PATIENCE = 15_000;

function isChanged(control: Element): boolean {
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    const first = options.find((one) => one.defaultSelected) ?? options[0];
    return options.some((one) => one.selected !== (one === first));
  }
  if (!(control instanceof HTMLInputElement)) return false;
  return control.value !== control.defaultValue || control.checked !== control.defaultChecked;
}

const encoder = new TextEncoder();

function textsIn(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
}

/** Bytes of what was typed. */
function sizeOf(texts: readonly [string, string][]): number {
  return texts.reduce((sum, [name, value]) => sum + encoder.encode(name).length + encoder.encode(value).length, 0);
}

/** Saves a form as one goes, and says when. Without script the form's own button does it. */
export default function Autosave({ form: formId, preview, said, most, labels }: AutosaveProps) {
  const status = useSignal(said);
  /** Places as they were when the page was opened; null while there is nothing to take back. */
  const former = useSignal<string | null>(null);
  const saveNow = useRef(() => {});
  useEffect(() => {
    const form = document.getElementById(formId) as HTMLFormElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: Promise<void> | null = null;
    /** What the server would not read is not sent, and stays where it is. */
    const over = (texts: readonly [string, string][]) => {
      const size = sizeOf(texts);
      if (size <= most) return false;
      const format = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 } as const;
      const shown = new Intl.NumberFormat(document.documentElement.lang, format).format(size / 1e6);
      status.value = labels.over.replace("{size}", shown);
      return true;
    };
    const save = async () => {
      const texts = textsIn(form);
      if (over(texts)) return;
      status.value = labels.saving;
      const body = new URLSearchParams(texts);
      body.set("then", "save");
      try {
        const response = await fetch(form.action, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
          signal: AbortSignal.timeout(PATIENCE),
        });
        const answer: AutosaveAnswer = await response.json();
        status.value = answer.said;
        if (answer.base === null) return;
        former.value = answer.was ?? null;
        (form.elements.namedItem("base") as HTMLInputElement).value = answer.base;
        const frame = document.getElementById(preview);
        if (frame instanceof HTMLIFrameElement) frame.contentWindow?.location.reload();
      } catch {
        status.value = labels.offline;
      }
    };
    // one after the other: each is compared with what the one before has saved
    const saveInTurn = () => {
      const mine = (running ?? Promise.resolve()).then(save).finally(() => running === mine && (running = null));
      running = mine;
    };
    saveNow.current = saveInTurn;
    const later = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.type === "file") return;
      clearTimeout(timer);
      timer = setTimeout(saveInTurn, PAUSE);
    };
    /** Whoever presses a button while something is being saved would otherwise be compared with the state before it. */
    const submitted = (event: SubmitEvent) => {
      clearTimeout(timer);
      if (over(textsIn(form))) return event.preventDefault();
      if (running === null) return;
      event.preventDefault();
      running.then(() => form.requestSubmit(event.submitter));
    };
    /** A file goes at once, with everything else, and the page comes back to where it was chosen. */
    const send = (input: HTMLInputElement) => {
      const { most, tooLarge } = input.dataset;
      const heavy = most !== undefined && input.files![0]!.size > Number(most);
      if (heavy) {
        input.value = "";
        status.value = tooLarge ?? "";
        return;
      }
      form.action = `${form.action.split("#")[0]}#${input.closest("section[id]")?.id ?? ""}`;
      status.value = labels.saving;
      form.requestSubmit();
    };
    const chosen = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.form === form && target.files?.length) send(target);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", chosen);
    form.addEventListener("submit", submitted);
    // what was chosen or typed before this page was alive
    const controls = [...form.elements];
    const early = controls.find((one): one is HTMLInputElement =>
      one instanceof HTMLInputElement && !!one.files?.length
    );
    if (early) send(early);
    else if (controls.some(isChanged)) timer = setTimeout(saveInTurn, PAUSE);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", later);
      form.removeEventListener("change", chosen);
      form.removeEventListener("submit", submitted);
    };
  }, []);
  const takeBack = () => {
    const capacity = (document.getElementById(formId) as HTMLFormElement).elements.namedItem("capacity");
    if (capacity instanceof HTMLInputElement) capacity.value = former.value ?? "";
    former.value = null;
    saveNow.current();
  };
  return (
    <>
      <p class="muted small" role="status">
        {status.value}
        {former.value === null ? "" : ` · ${labels.capacity}`}
      </p>
      {former.value === null
        ? null
        : <button type="button" class="button" data-size="small" onClick={takeBack}>{labels.undo}</button>}
    </>
  );
}
