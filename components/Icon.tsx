import { iconPaths } from "./icon_paths.ts";

export type IconName = keyof typeof iconPaths;

/** A line drawing in the colour of its text. Never alone: the words beside it say what it means, so it is silent. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: iconPaths[name] }}
    />
  );
}
