/** How far something is, with its words: a bar that is known to the screen reader by its label. */
export function Progress(
  { label, value, max, text, full }: { label: string; value: number; max: number; text?: string; full?: boolean },
) {
  return (
    <div class="progress" data-full={full || undefined}>
      <progress value={value} max={max} aria-label={label} />
      {text ? <span class="muted figures">{text}</span> : null}
    </div>
  );
}
