import { Notice } from "../Notice.tsx";

/** The answer of a verification, in words. */
export interface VerdictText {
  intact: boolean;
  title: string;
  figures: string;
  /** The first broken link: what is wrong with it, and where it is. */
  damage: { text: string; detail: string; eventId: string | null; stream: string | null } | null;
}

/** What a verification found. */
export function Verdict({ verdict }: { verdict: VerdictText }) {
  const { intact, title, figures, damage } = verdict;
  return (
    <Notice tone={intact ? "positive" : "negative"} title={title} alert>
      <p>{figures}</p>
      {damage
        ? (
          <>
            <p>{damage.text}</p>
            <p class="small">
              <code>{damage.detail}</code>
            </p>
            {damage.eventId ? <a href={`/dashboard/history/${damage.eventId}`}>{damage.eventId}</a> : null}
          </>
        )
        : null}
    </Notice>
  );
}
