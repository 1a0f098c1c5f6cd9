import { useEffect } from "preact/hooks";

/**
 * Lets a pointer choose several neighbouring spans of a strip of links at once: from where it is pressed to where it is let
 * go. Each link says its span in `data-from` and `data-until`. Shows nothing itself; without it each bar is a link.
 */
export default function Brush({ strip }: { strip: string }) {
  useEffect(() => {
    const list = document.getElementById(strip);
    if (!list) return;
    let first: HTMLAnchorElement | null = null;
    let last: HTMLAnchorElement | null = null;
    const under = (event: PointerEvent) =>
      document.elementFromPoint(event.clientX, list.getBoundingClientRect().bottom - 2)
        ?.closest<HTMLAnchorElement>("a[data-from]") ?? null;
    const press = (event: PointerEvent) => {
      first = last = under(event);
    };
    const move = (event: PointerEvent) => {
      const over = first && under(event);
      if (!over || over === last) return;
      last = over;
      mark(list, first!, last);
    };
    const release = () => {
      if (first && last && first !== last) location.search = spanning(first, last);
      first = last = null;
    };
    // a drag is ours, and neither the browser's own of a link nor a click on it
    const keep = (event: Event) => event.preventDefault();
    list.addEventListener("pointerdown", press);
    list.addEventListener("pointermove", move);
    list.addEventListener("dragstart", keep);
    addEventListener("pointerup", release);
    return () => {
      list.removeEventListener("pointerdown", press);
      list.removeEventListener("pointermove", move);
      list.removeEventListener("dragstart", keep);
      removeEventListener("pointerup", release);
    };
  }, [strip]);
  return null;
}

function mark(list: HTMLElement, a: HTMLElement, b: HTMLElement): void {
  const bars = [...list.querySelectorAll<HTMLElement>("a[data-from]")];
  const [from, to] = [bars.indexOf(a), bars.indexOf(b)].sort((x, y) => x - y) as [number, number];
  for (const [i, bar] of bars.entries()) bar.parentElement!.toggleAttribute("data-chosen", i >= from && i <= to);
}

function spanning(a: HTMLElement, b: HTMLElement): string {
  const [from] = [a.dataset.from!, b.dataset.from!].sort();
  const [, until] = [a.dataset.until!, b.dataset.until!].sort();
  const next = new URLSearchParams(location.search);
  next.delete("before");
  next.set("from", from!);
  next.set("until", until!);
  return String(next);
}
