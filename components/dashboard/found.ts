/** Something that the palette finds. */
export interface Found {
  kind: "event" | "person" | "page" | "action";
  label: string;
  hint?: string;
  href: string;
}
