import type { ComponentChildren } from "preact";
import { Notice } from "../Notice.tsx";

/** What was sent, made again from the facts; `hash`: of it as it is now. */
export interface ShownPayload {
  payload: unknown;
  hash: string;
}

export interface CallDetailProps {
  name: string;
  /** When it was planned, written out. */
  when: string;
  badge: ComponentChildren;
  /** Where one goes from here, and what can be done. */
  actions: ComponentChildren;
  /** What was just done; null: nothing. */
  done: string | null;
  /** Said where an attempt was repeated without knowing the outcome of the one before. */
  repeated: string | null;
  facts: readonly (readonly [label: string, value: string])[];
  /** Null: nothing was to be sent. */
  payload: {
    shown: ShownPayload | null;
    /** Of it as it was sent; null: it has not been sent yet. */
    sent: string | null;
    words: Record<"title" | "gone" | "would" | "same" | "differs", string>;
  } | null;
}

/** One call to the outside: what came of it, and what was in it. */
export function CallDetail(props: CallDetailProps) {
  const { name, when, badge, actions, done, repeated, facts, payload } = props;
  return (
    <>
      <div class="row row--apart">
        <div>
          <h1>{name}</h1>
          <p class="row tight">
            <span class="muted">{when}</span>
            {badge}
          </p>
        </div>
        <div class="row tight">{actions}</div>
      </div>
      {done === null ? null : <Notice tone="positive" alert>{done}</Notice>}
      {repeated === null ? null : <Notice tone="accent">{repeated}</Notice>}
      <dl class="pairs">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt class="muted small">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {payload === null ? null : <Payload {...payload} />}
    </>
  );
}

function Payload({ shown, sent, words }: NonNullable<CallDetailProps["payload"]>) {
  return (
    <section class="stack" aria-labelledby="payload-title">
      <h2 id="payload-title">{words.title}</h2>
      {shown === null ? <p class="muted">{words.gone}</p> : (
        <>
          <p class="muted small">{sent === null ? words.would : sent === shown.hash ? words.same : words.differs}</p>
          <pre class="code" tabIndex={0}>{JSON.stringify(shown.payload, null, 2)}</pre>
        </>
      )}
    </section>
  );
}
