import { type ComponentChildren, type ComponentType, Fragment, h } from "preact";
import type { AnyVNode } from "../../types.ts";

/** The nodes between two marker comments. */
export interface Range {
  /** What the opening marker says: kind and details. */
  kind: string;
  fields: string[];
  start: Comment;
  end: Comment;
}

const OPEN = "frsh:";

/** The range that a comment opens, or null when it is no marker. */
export function rangeAt(node: Node): Range | null {
  if (node.nodeType !== 8 || !(node as Comment).data.startsWith(OPEN)) return null;
  const [kind, ...fields] = (node as Comment).data.slice(OPEN.length).split(":") as [string, ...string[]];
  let depth = 0;
  for (let next: Node | null = node; next !== null; next = next.nextSibling) {
    if (next.nodeType !== 8) continue;
    const { data } = next as Comment;
    if (data.startsWith(`${OPEN}${kind}:`)) depth++;
    else if (data === `/${OPEN}${kind}` && --depth === 0) {
      return { kind, fields, start: node as Comment, end: next as Comment };
    }
  }
  return null;
}

/** The ranges below a node that are wanted, of nested ones the outermost; what is in other islands is left out. */
export function rangesIn(root: Node, isWanted: (range: Range) => boolean): Range[] {
  const found: Range[] = [];
  const walker = document.createTreeWalker(root, 128);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const range = rangeAt(node);
    if (range === null) continue;
    const takes = isWanted(range);
    if (takes) found.push(range);
    if (takes || range.kind === "island") walker.currentNode = range.end;
  }
  return found;
}

export function nodesOf({ start, end }: Range): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let node = start.nextSibling; node !== null && node !== end; node = node.nextSibling) nodes.push(node);
  return nodes;
}

/** Lets preact render between two comments as if they were an element. */
export function containerOf(range: Range): Element {
  const { start, end } = range;
  const parent = start.parentNode as Element;
  const isInside = (node: Node) =>
    (start.compareDocumentPosition(node) & 4) !== 0 && (end.compareDocumentPosition(node) & 2) !== 0;
  return {
    nodeType: 1,
    parentNode: parent,
    ownerDocument: document,
    namespaceURI: parent.namespaceURI,
    get firstChild() {
      return start.nextSibling === end ? null : start.nextSibling;
    },
    get childNodes() {
      return nodesOf(range);
    },
    contains: (node: Node) => parent.contains(node),
    insertBefore: (node: Node, before: Node | null) =>
      parent.insertBefore(node, before !== null && isInside(before) ? before : end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
  } as unknown as Element;
}

/** Makes the vnode of an island or a partial from its marker. */
export type Make = (range: Range) => AnyVNode;

/** Server-rendered nodes as vnodes, so that an island can show them among its own. */
export function toVNodes(nodes: ChildNode[], make: Make): ComponentChildren[] {
  const children: ComponentChildren[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.nodeType === 3) children.push((node as Text).data);
    else if (node.nodeType === 1) children.push(elementToVNode(node as Element, make));
    const range = rangeAt(node);
    if (range === null) continue;
    i = nodes.indexOf(range.end, i);
    const isFragment = range.kind === "key" || range.kind === "slot";
    children.push(isFragment ? h(Fragment, { key: keyOf(range) }, toVNodes(nodesOf(range), make)) : make(range));
  }
  return children;
}

/** The key in a range's marker: its last field. */
export function keyOf({ kind, fields }: Range): string | undefined {
  const last = kind === "slot" ? "" : fields.at(-1);
  return last ? decodeURIComponent(last) : undefined;
}

function elementToVNode(element: Element, make: Make): AnyVNode {
  const props: Record<string, unknown> = {};
  for (const { name, value } of element.attributes) {
    if (name === "data-frsh-key") props.key = value;
    else if (!name.startsWith("on")) {
      props[name] = typeof (element as unknown as Record<string, unknown>)[name] === "boolean" ? true : value;
    }
  }
  const tag = element.localName as unknown as ComponentType<Record<string, unknown>>;
  if (element.localName === "textarea") props.defaultValue = element.textContent;
  else if (element.localName === "template") props.dangerouslySetInnerHTML = { __html: element.innerHTML };
  else return h(tag, props, toVNodes([...element.childNodes], make));
  return h(tag, props);
}
