import { type Inline, parseRichText } from "./rich_text.ts";

/** A text with headings, lists, links and emphasis, under a heading of the second level. No HTML of the writer's gets through. */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {parseRichText(text).map((block, i) => {
        if (block.is === "heading") {
          const Heading = block.level === 2 ? "h3" : "h4";
          return <Heading key={i}>{block.content.map(Words)}</Heading>;
        }
        if (block.is === "list") {
          const List = block.ordered ? "ol" : "ul";
          return <List key={i}>{block.items.map((item, n) => <li key={n}>{item.map(Words)}</li>)}</List>;
        }
        return (
          <p key={i}>
            {block.lines.map((line, n) => (
              <>
                {n > 0 ? <br /> : null}
                {line.map(Words)}
              </>
            ))}
          </p>
        );
      })}
    </>
  );
}

function Words(part: Inline) {
  if (part.is === "strong") return <strong>{part.text}</strong>;
  if (part.is === "emphasis") return <em>{part.text}</em>;
  if (part.is === "link") {
    return <a href={part.href} target="_blank" rel="noopener nofollow ugc">{part.text}</a>;
  }
  return <>{part.text}</>;
}
