import { useEffect, useRef, useState } from "preact/hooks";
import type { Step } from "../components/dashboard/stream_step.ts";

export interface StreamPlayerTexts {
  revision: string;
  go: string;
  play: string;
  pause: string;
  state: string;
  before: string;
  now: string;
  value: string;
  noState: string;
  data: string;
  metadata: string;
}

/** Milliseconds between two steps while playing. */
const PACE = 700;

/**
 * A slider over the revisions of a stream with what each fact made of the state; plays them one after another. Without script
 * the slider is sent as a form.
 */
export default function StreamPlayer(
  { address, first, last, texts }: { address: string; first: Step; last: number; texts: StreamPlayerTexts },
) {
  const [step, setStep] = useState(first);
  const [wanted, setWanted] = useState(first.revision);
  const [playing, setPlaying] = useState(false);
  const asked = useRef(first.revision);

  useEffect(() => {
    if (wanted === asked.current) return;
    asked.current = wanted;
    const leaving = new AbortController();
    fetch(`${address}/at?revision=${wanted}`, { signal: leaving.signal }).then((answer) => answer.json()).then(
      (next) => {
        setStep(next);
        history.replaceState(null, "", `?revision=${wanted}`);
      },
    ).catch(() => setPlaying(false));
    return () => leaving.abort();
  }, [wanted]);

  // the next step only once this one is shown: a slow answer makes the film slower, and skips nothing
  useEffect(() => {
    if (!playing || step.revision !== wanted) return;
    if (wanted >= last) return setPlaying(false);
    const next = setTimeout(() => setWanted(wanted + 1), PACE);
    return () => clearTimeout(next);
  }, [playing, step, wanted]);

  const play = () => {
    if (!playing && wanted >= last) setWanted(0);
    setPlaying(!playing);
  };
  return (
    <div class="stack">
      <form method="get" class="player">
        <button class="button" type="button" onClick={play} aria-pressed={playing}>
          {playing ? texts.pause : texts.play}
        </button>
        <label class="grow">
          <span class="unseen">{texts.revision}</span>
          <input
            type="range"
            name="revision"
            min={0}
            max={last}
            value={wanted}
            onInput={(event) => setWanted(Number(event.currentTarget.value))}
          />
        </label>
        <output class="figures">{`${wanted} / ${last}`}</output>
        <noscript>
          <button class="button" type="submit">{texts.go}</button>
        </noscript>
      </form>
      <div class="stack tight" aria-live="polite">
        <p>
          <strong>{step.words}</strong>
        </p>
        <p class="muted small">
          <a href={`/dashboard/history/${step.id}`}>{step.type}</a>
          {" · "}
          <time class="figures" dateTime={step.time}>{step.time}</time>
        </p>
      </div>
      <section class="stack tight">
        <h2>{texts.state}</h2>
        {step.state.length === 0 ? <p class="muted">{texts.noState}</p> : <StateTable step={step} texts={texts} />}
      </section>
      <section class="stack tight">
        <h2>{texts.data}</h2>
        <pre class="raw" tabIndex={0}>{step.data}</pre>
      </section>
      <section class="stack tight">
        <h2>{texts.metadata}</h2>
        <pre class="raw" tabIndex={0}>{step.metadata.map(([name, value]) => `${name}: ${value}`).join("\n")}</pre>
      </section>
    </div>
  );
}

function StateTable({ step, texts }: { step: Step; texts: StreamPlayerTexts }) {
  return (
    <div class="table-frame state-frame" tabIndex={0} role="group" aria-label={texts.state}>
      <table class="table state-table">
        <thead>
          <tr>
            <th scope="col">{texts.value}</th>
            <th scope="col">{texts.before}</th>
            <th scope="col">{texts.now}</th>
          </tr>
        </thead>
        <tbody>
          {step.state.map(({ path, value, before }) => (
            <tr key={path} data-changed={before !== undefined ? "true" : undefined}>
              <th scope="row" class="small" data-label={texts.value}>{path}</th>
              <td data-label={texts.before}>{before === undefined ? "" : <del>{before ?? "–"}</del>}</td>
              <td data-label={texts.now}>{before === undefined ? value : <ins>{value ?? "–"}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
