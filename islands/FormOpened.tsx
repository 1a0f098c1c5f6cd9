import { useEffect, useRef } from "preact/hooks";

/** Tells the server, once, that somebody has begun to fill in the form around it. */
export default function FormOpened({ href }: { href: string }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    const tell = () => void fetch(href, { method: "POST", keepalive: true }).catch(() => {});
    form?.addEventListener("focusin", tell, { once: true });
    return () => form?.removeEventListener("focusin", tell);
  }, []);
  return <span ref={place} hidden />;
}
