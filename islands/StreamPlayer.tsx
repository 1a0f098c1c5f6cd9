import { useEffect, useRef, useState } from "preact/hooks";
import type { Step } from "../components/dashboard/stream_step.ts";

export interface StreamPlayerTexts {
  revision: string;
  time: string;
  moved: string;
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

/** What the sliders ask for: a fact by its number, or the last one by a moment. */
type Wanted = { revision: number } | { at: string };

export interface StreamPlayerProps {
  address: string;
  first: Step;
  /** Revision of the newest fact. */
  last: number;
  /** When the first fact and the newest one were recorded. */
  from: string;
  until: string;
  texts: StreamPlayerTexts;
}

/**
 * Two sliders, over the revisions of a stream and over its time, with what each fact made of the state; plays the facts one
 * after another. Without script the first slider is sent as a form.
 */
export default function StreamPlayer({ address, first, last, from, until, texts }: StreamPlayerProps) {
  const [step, setStep] = useState(first);
  const [wanted, setWanted] = useState<Wanted>({ revision: first.revision });
  const [playing, setPlaying] = useState(false);
  const asked = useRef<Wanted>(wanted);

  useEffect(() => {
    if (wanted === asked.current || "revision" in wanted && wanted.revision === step.revision) return;
    asked.current = wanted;
    const leaving = new AbortController();
    const query = "at" in wanted ? `at=${wanted.at}` : `revision=${wanted.revision}`;
    fetch(`${address}/at?${query}`, { signal: leaving.signal }).then((answer) => answer.json()).then(
      (next: Step) => {
        setStep(next);
        history.replaceState(null, "", `?revision=${next.revision}`);
      },
    ).catch(() => setPlaying(false));
    return () => leaving.abort();
  }, [wanted]);

  // the next step only once this one is shown: a slow answer makes the film slower, and skips nothing
  useEffect(() => {
    if (!playing || ("revision" in wanted && step.revision !== wanted.revision)) return;
    if (step.revision >= last) return setPlaying(false);
    const next = setTimeout(() => setWanted({ revision: step.revision + 1 }), PACE);
    return () => clearTimeout(next);
  }, [playing, step, wanted]);

  const play = () => {
    if (!playing && step.revision >= last) setWanted({ revision: 0 });
    setPlaying(!playing);
  };
  const revision = "revision" in wanted ? wanted.revision : step.revision;
  const at = "at" in wanted ? wanted.at : step.time;
  return (
    <div class="stack">
      <form method="get" class="player">
        <button class="button" type="button" onClick={play} aria-pressed={playing}>
          {playing ? texts.pause : texts.play}
        </button>
        <label class="grow">
          <span class="small muted">{texts.revision}</span>
          <input
            type="range"
            name="revision"
            min={0}
            max={last}
            value={revision}
            onInput={(event) => setWanted({ revision: Number(event.currentTarget.value) })}
          />
        </label>
        <output class="figures">{`${revision} / ${last}`}</output>
        <noscript>
          <button class="button" type="submit">{texts.go}</button>
        </noscript>
      </form>
      <div class="player">
        <label class="grow">
          <span class="small muted">{`${texts.time} (UTC)`}</span>
          <input
            type="range"
            min={Date.parse(from)}
            max={Math.max(Date.parse(until), Date.parse(from) + 1)}
            value={Date.parse(at)}
            aria-valuetext={shown(at)}
            onInput={(event) => setWanted({ at: new Date(Number(event.currentTarget.value)).toISOString() })}
          />
        </label>
        <output class="figures">{shown(at)}</output>
      </div>
      <div class="stack tight" aria-live="polite">
        <p>
          <strong>{step.words}</strong>
        </p>
        <p class="muted small">
          <a href={`/dashboard/history/${step.id}`}>{step.type}</a>
          {" · "}
          <time class="figures" dateTime={step.time}>{step.time}</time>
        </p>
        {step.moves.length > 0
          ? (
            <>
              <p class="small muted">{texts.moved}</p>
              <ul class="words">{step.moves.map((move) => <li key={move}>{move}</li>)}</ul>
            </>
          )
          : null}
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

function shown(instant: string): string {
  return instant.slice(0, 19).replace("T", " ");
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
