import { useState } from "preact/hooks";
import { Verdict, type VerdictText } from "../components/dashboard/Verdict.tsx";

/** What the page says before, while and after. */
export interface VerificationTexts {
  start: string;
  progress: string;
}

/**
 * Starts a verification from the form around it and shows how far it is. Without it the form is sent and the page answers when
 * it is done.
 */
export default function Verification({ texts }: { texts: VerificationTexts }) {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [verdict, setVerdict] = useState<VerdictText | null>(null);
  const start = (event: MouseEvent) => {
    event.preventDefault();
    const form = (event.currentTarget as HTMLElement).closest("form")!;
    const stream = String(new FormData(form).get("stream") ?? "");
    setVerdict(null);
    setProgress({ done: 0, total: 1 });
    const source = new EventSource(`/dashboard/history/proof/live?stream=${encodeURIComponent(stream)}`);
    source.onmessage = (message) => {
      const told = JSON.parse(message.data);
      if (!told.verdict) return setProgress(told);
      setProgress(null);
      setVerdict(told.verdict);
      source.close();
    };
    // an unknown stream: the page says so
    source.onerror = () => {
      source.close();
      form.submit();
    };
  };
  return (
    <div class="stack tight">
      <div>
        <button class="button" data-kind="primary" type="submit" onClick={start} disabled={progress !== null}>
          {texts.start}
        </button>
      </div>
      {progress
        ? (
          <label class="stack tight">
            <span class="small muted">{texts.progress}</span>
            <progress value={progress.done} max={Math.max(progress.total, 1)} />
          </label>
        )
        : null}
      {verdict ? <Verdict verdict={verdict} /> : null}
    </div>
  );
}
