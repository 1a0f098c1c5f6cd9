export interface TextMarksProps {
  /** Id of the text field. */
  field: string;
  labels: { toolbar: string; heading: string; strong: string; emphasis: string; list: string; link: string };
}

/** Buttons over a text field that put the marks of `components/rich_text.ts` around what is selected. */
export default function TextMarks({ field, labels }: TextMarksProps) {
  const apply = (change: (selected: string) => string) => {
    const area = document.getElementById(field);
    if (!(area instanceof HTMLTextAreaElement)) return;
    const { selectionStart: from, selectionEnd: to, value } = area;
    const text = change(value.slice(from, to));
    area.setRangeText(text, from, to, "select");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const eachLine = (mark: string) => (selected: string) =>
    (selected || "…").split("\n").map((line) => `${mark}${line}`).join("\n");
  const around = (mark: string) => (selected: string) => `${mark}${selected || "…"}${mark}`;
  const buttons = [
    [labels.heading, eachLine("## ")],
    [labels.strong, around("**")],
    [labels.emphasis, around("*")],
    [labels.list, eachLine("- ")],
    [labels.link, (selected: string) => `[${selected || "…"}](https://)`],
  ] as const;
  return (
    <div class="row tight" role="group" aria-label={labels.toolbar}>
      {buttons.map(([label, change]) => (
        <button
          key={label}
          class="button"
          data-size="small"
          type="button"
          onClick={() => apply(change)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
