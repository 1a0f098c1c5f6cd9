import { hueOf } from "../../components/Cover.tsx";

/** What a picture of an event says, in words that are ready to be read. */
export interface PictureWords {
  /** Chooses the colours: the event's id. */
  seed: string;
  studio: string;
  title: string;
  /** With the zone's name. */
  when: string;
  kind: string;
  /** A word about its state, such as that it has been cancelled; empty while there is nothing to say. */
  state: string;
}

/** Width and height in pixels, as pages that link to others show pictures. */
export const PICTURE = { width: 1200, height: 630 } as const;

/** An element as satori takes it. */
export interface Box {
  type: "div";
  props: { style: Record<string, string | number>; children?: Box[] | string };
}

const box = (style: Box["props"]["style"], children?: Box[] | string): Box => ({
  type: "div",
  props: { style: { display: "flex", ...style }, children },
});

/** The picture as boxes: title large, who and when below it, on the colours that the event has everywhere. */
export function eventPicture({ seed, studio, title, when, kind, state }: PictureWords): Box {
  const hue = hueOf(seed);
  const background = `linear-gradient(135deg, hsl(${hue}, 62%, 24%), hsl(${(hue + 50) % 360}, 58%, 34%))`;
  return box({
    width: PICTURE.width,
    height: PICTURE.height,
    boxSizing: "border-box",
    flexDirection: "column",
    justifyContent: "space-between",
    padding: "72px 80px",
    color: "#fff",
    fontFamily: "Inter",
    background,
  }, [
    box({ alignItems: "center", gap: 24, fontSize: 30 }, [
      box({ opacity: 0.85 }, kind),
      ...(state ? [box({ padding: "8px 24px", borderRadius: 99, background: "rgba(255,255,255,0.22)" }, state)] : []),
    ]),
    box({
      fontSize: title.length > 90 ? 52 : title.length > 45 ? 64 : 80,
      fontWeight: 700,
      lineHeight: 1.12,
      letterSpacing: "-0.02em",
      wordBreak: "break-word",
    }, title),
    box({ justifyContent: "space-between", alignItems: "flex-end", fontSize: 32, gap: 40 }, [
      box({ fontWeight: 700 }, when),
      box({ opacity: 0.85, textAlign: "right" }, studio),
    ]),
  ]);
}
