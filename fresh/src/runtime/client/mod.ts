import { signal } from "@preact/signals";
import { type ComponentType, Fragment, h, options, render } from "preact";
import { parse, type Revivers } from "../../jsonify/parse.ts";
import type { AnyVNode } from "../../types.ts";
import { activeLink, asset, assetSrcSet } from "../shared_internal.tsx";
import { containerOf, keyOf, nodesOf, type Range, rangeAt, rangesIn, toVNodes } from "./dom.ts";

// deno-lint-ignore no-explicit-any -- islands have any props
export type Islands = Record<string, ComponentType<any>>;

type Props = Record<string, unknown>;

class SlotRef {
  constructor(readonly id: number) {}
}

const known: Islands = {};

/** The mounted islands, by their opening marker. */
export const mounted: Map<Comment, { name: string; key: string | undefined; container: Element }> = new Map();

const revivers: Revivers = {
  signal(read, keep) {
    const made = keep(signal<unknown>());
    made.value = read();
    return made;
  },
  slot: (read) => new SlotRef((read() as { id: number }).id),
};

/** Takes up the page: starts its islands and, where asked for, navigation without reloads. */
export function boot(islands: Islands, props: string): void {
  revive(document, islands, props);
  if (document.querySelector("[f-client-nav]:not([f-client-nav='false'])")) {
    import("./partials.ts").then(({ enableNavigation }) => enableNavigation());
  }
}

/** Starts the islands below a node; `props` has those of all islands that came with it. */
export function revive(root: Node, islands: Islands, props: string): void {
  const islandFor = islandMaker(root, islands, props);
  for (const range of rangesIn(root, "island")) mount(range, islandFor(range));
}

/** Renders an island where its marker is; an island that is mounted there already goes on with new props. */
export function mount(range: Range, vnode: AnyVNode): void {
  let entry = mounted.get(range.start);
  if (entry === undefined) {
    entry = { name: range.fields[0]!, key: keyOf(range), container: containerOf(range) };
    mounted.set(range.start, entry);
  }
  render(vnode, entry.container);
}

/** Ends the islands below a node that is about to leave the page. */
export function unmountIn(nodes: Node[]): void {
  for (const [start, { container }] of mounted) {
    if (nodes.some((node) => node.contains(start))) {
      render(null, container);
      mounted.delete(start);
    }
  }
}

/** Makes vnodes of island markers below `root`, with the props that came with it. */
export function islandMaker(root: Node, islands: Islands, text: string): (range: Range) => AnyVNode {
  Object.assign(known, islands);
  const props = parse(text, revivers) as Props[];

  function make(range: Range): AnyVNode {
    const [name, index] = range.fields as [string, string];
    const given: Props = { key: keyOf(range) };
    const own = props[Number(index)]!;
    for (const prop in own) {
      const value = own[prop];
      given[prop] = value instanceof SlotRef ? slot(value.id, range) : value;
    }
    return h(known[name]!, given);
  }

  function slot(id: number, within: Range): AnyVNode {
    const template = (root as ParentNode).querySelector<HTMLTemplateElement>(`#frsh-slot-${id}`);
    const nodes = template ? [...template.content.childNodes] : slotNodes(nodesOf(within), `frsh:slot:${id}:`);
    return h(Fragment, null, toVNodes(nodes, make));
  }

  return make;
}

function slotNodes(nodes: ChildNode[], marker: string): ChildNode[] {
  for (const node of nodes) {
    if (node.nodeType === 8 && (node as Comment).data.startsWith(marker)) {
      const range = rangeAt(node);
      return range ? nodesOf(range) : [];
    }
    const within = slotNodes([...node.childNodes], marker);
    if (within.length > 0) return within;
  }
  return [];
}

// What the server does to elements holds for those that islands make.
const previous = options.vnode;
options.vnode = (vnode) => {
  if (typeof vnode.type === "string") {
    const props = vnode.props as unknown as Props;
    for (const name in props) {
      if (name.startsWith("f-") && typeof props[name] === "boolean") props[name] = String(props[name]);
    }
    if (vnode.type === "a") Object.assign(props, activeLink(props.href, location.pathname));
    else if (vnode.type === "img" || vnode.type === "source") {
      if (typeof props.src === "string") props.src = asset(props.src);
      if (typeof props.srcset === "string") props.srcset = assetSrcSet(props.srcset);
    }
  }
  previous?.(vnode);
};
