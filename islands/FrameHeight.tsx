import { useEffect } from "preact/hooks";

/** Tells the page around a frame how high its content is, now and whenever that changes. */
export default function FrameHeight() {
  useEffect(() => {
    if (parent === self) return;
    const tell = () => parent.postMessage({ webinars: "height", height: document.body.scrollHeight }, "*");
    const watcher = new ResizeObserver(tell);
    watcher.observe(document.body);
    tell();
    return () => watcher.disconnect();
  }, []);
  return null;
}
