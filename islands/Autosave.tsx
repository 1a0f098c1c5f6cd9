import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AutosaveAnswer } from "../components/dashboard/wizard/autosave_answer.ts";

export interface AutosaveProps {
  /** Ids of the form, and of the frame that shows how it looks. */
  form: string;
  preview: string;
  /** What stands there before anything is typed. */
  said: string;
  labels: { saving: string; offline: string };
}

/** Milliseconds without a key pressed after which is saved. */
const PAUSE = 1_200;

/** Saves a form as one goes, and says when. Without script the form's own button does it. */
export default function Autosave({ form: formId, preview, said, labels }: AutosaveProps) {
  const status = useSignal(said);
  useEffect(() => {
    const form = document.getElementById(formId) as HTMLFormElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: Promise<void> = Promise.resolve();
    const save = async () => {
      status.value = labels.saving;
      const texts = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
      const body = new URLSearchParams(texts);
      body.set("then", "save");
      try {
        const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
        const answer: AutosaveAnswer = await response.json();
        status.value = answer.said;
        if (answer.base === null) return;
        (form.elements.namedItem("base") as HTMLInputElement).value = answer.base;
        const frame = document.getElementById(preview);
        if (frame instanceof HTMLIFrameElement) frame.contentWindow?.location.reload();
      } catch {
        status.value = labels.offline;
      }
    };
    const later = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && target.type === "file") return;
      clearTimeout(timer);
      // one after the other: each is compared with what the one before has saved
      timer = setTimeout(() => running = running.then(save), PAUSE);
    };
    const never = () => clearTimeout(timer);
    /** A file goes at once, with everything else, and the page comes back to where it was chosen. */
    const file = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || !target.files?.length || target.form !== form) return;
      const { most, tooLarge } = target.dataset;
      const heavy = most !== undefined && target.files[0]!.size > Number(most);
      if (heavy) {
        target.value = "";
        status.value = tooLarge ?? "";
        return;
      }
      never();
      form.action = `${form.action.split("#")[0]}#${target.closest("section[id]")?.id ?? ""}`;
      status.value = labels.saving;
      form.requestSubmit();
    };
    form.addEventListener("input", later);
    form.addEventListener("change", file);
    form.addEventListener("submit", never);
    return () => {
      never();
      form.removeEventListener("input", later);
      form.removeEventListener("change", file);
      form.removeEventListener("submit", never);
    };
  }, []);
  return <p class="muted small" role="status">{status.value}</p>;
}
