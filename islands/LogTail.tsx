import { useEffect, useState } from "preact/hooks";

/** One line of the live tail, in the reader's language. */
export interface TailLine {
  id: string;
  href: string;
  type: string;
  words: string;
  time: string;
  stream: string;
}

/** The newest domain events as they come, newest first. `waiting` is shown until there is one. */
export default function LogTail({ address, waiting, label }: { address: string; waiting: string; label: string }) {
  const [lines, setLines] = useState<readonly TailLine[]>([]);
  useEffect(() => {
    const source = new EventSource(address);
    source.onmessage = (message) => setLines(JSON.parse(message.data));
    const leave = () => source.close();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      source.close();
    };
  }, [address]);
  if (lines.length === 0) return <p class="muted" role="status">{waiting}</p>;
  return (
    <ol class="tail" aria-label={label} aria-live="polite">
      {lines.map((line) => (
        <li key={line.id}>
          <time class="figures small">{line.time}</time>
          <a href={line.href}>{line.type}</a>
          <span>{line.words}</span>
          <span class="muted small">{line.stream}</span>
        </li>
      ))}
    </ol>
  );
}
