import { cloneElement, type ComponentChildren, render, toChildArray, type VNode } from "preact";
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

/** Puts an element into the document's head, in place of the same one if there is any. */
export function putInHead(next: Element): void {
  const identity = headIdentity(next.localName, (name) => next.getAttribute(name));
  const html = next.outerHTML;
  const old = identity === null
    ? [...document.head.children].find((element) => element.outerHTML === html)
    : document.head.querySelector(identity);
  if (!old) document.head.append(next);
  else if (old.outerHTML !== html) old.replaceWith(next);
}

function updateHead(vnode: VNode<Record<string, unknown>>): void {
  const holder = document.createElement("div");
  render(vnode.key == null ? vnode : cloneElement(vnode, { "data-key": vnode.key }), holder);
  // Parsed once more, as what stands in a template is no child of it; and without what renders it again.
  const { innerHTML } = holder;
  render(null, holder);
  holder.innerHTML = innerHTML;
  putInHead(holder.firstElementChild!);
}
