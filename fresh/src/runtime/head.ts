import { type ComponentChildren, toChildArray, type VNode } from "preact";
import { useEffect } from "preact/hooks";
import { IS_BROWSER } from "./shared_internal.tsx";

export interface HeadProps {
  children?: ComponentChildren;
}

/** Where the server keeps the elements while it renders a page. */
export const headSink: { elements: VNode<Record<string, unknown>>[] | null } = { elements: null };

/** Adds its elements to the document's head; one with the same key, id, title or meta name takes the other's place. */
export function Head({ children }: HeadProps): null {
  const elements = toChildArray(children).filter((child) => typeof child === "object") as VNode<
    Record<string, unknown>
  >[];
  if (IS_BROWSER) {
    // deno-lint-ignore react-rules-of-hooks -- the same branch for good, in the browser as on the server
    useEffect(() => elements.forEach(updateHead));
  } else {
    headSink.elements?.push(...elements);
  }
  return null;
}

/** What makes two head elements the same one; null for one that only adds. */
export function headIdentity(tag: string, attribute: (name: string) => string | null | undefined): string | null {
  const key = attribute("data-key");
  if (key != null) return `${tag}[data-key="${key}"]`;
  if (tag === "title" || tag === "base") return tag;
  const id = attribute("id");
  if (id != null) return `${tag}[id="${id}"]`;
  if (tag === "meta") {
    if (attribute("charset") != null) return "meta[charset]";
    for (const name of ["name", "property", "http-equiv", "itemprop"]) {
      if (attribute(name) != null) return `meta[${name}="${attribute(name)}"]`;
    }
  }
  if (tag === "link" && attribute("rel") === "canonical") return 'link[rel="canonical"]';
  if (tag === "link" && attribute("href") != null) {
    return `link[rel="${attribute("rel")}"][href="${attribute("href")}"]`;
  }
  return null;
}

/** The text in a head element, which has no other elements in it. */
export function headText(vnode: VNode<Record<string, unknown>>): string {
  const { children, dangerouslySetInnerHTML: html } = vnode.props;
  if (html) return (html as { __html: string }).__html;
  return toChildArray(children as ComponentChildren).map((child) => {
    const value = child as unknown;
    return typeof value === "object" ? String((value as { value?: unknown }).value ?? "") : String(value);
  }).join("");
}

function updateHead(vnode: VNode<Record<string, unknown>>): void {
  const tag = vnode.type as string;
  const attributes: Record<string, string> = vnode.key == null ? {} : { "data-key": String(vnode.key) };
  for (const name in vnode.props) {
    const value = vnode.props[name];
    if (name === "children" || name === "dangerouslySetInnerHTML" || value == null || value === false) continue;
    const plain = name === "httpEquiv" ? "http-equiv" : name === "className" ? "class" : name;
    attributes[plain] = value === true ? "" : String(value);
  }
  const identity = headIdentity(tag, (name) => attributes[name]);
  let element = identity === null ? null : document.head.querySelector(identity);
  const text = headText(vnode);
  if (identity === null) {
    element = [...document.head.querySelectorAll(tag)].find((other) => other.textContent === text) ?? null;
  }
  if (element === null) document.head.append(element = document.createElement(tag));
  for (const name in attributes) {
    if (element.getAttribute(name) !== attributes[name]) element.setAttribute(name, attributes[name]!);
  }
  if (element.textContent !== text) element.textContent = text;
}
