import { useEffect } from "preact/hooks";

/**
 * Keeps the figures of a page up to date: the server sends `{ "<name>": "<text>" }` and every element with
 * `data-live="<name>"` shows the text. A `<progress>` takes it as its value. Shows nothing itself.
 */
export default function LiveFigures({ address }: { address: string }) {
  useEffect(() => {
    const source = new EventSource(address);
    source.onmessage = (message) => show(JSON.parse(message.data));
    const leave = () => source.close();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      source.close();
    };
  }, [address]);
  return null;
}

function show(figures: Record<string, string>): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const text = figures[element.dataset.live ?? ""];
    if (text === undefined) continue;
    if (element instanceof HTMLProgressElement) element.value = Number(text);
    else if (element.textContent !== text) element.textContent = text;
  }
}
