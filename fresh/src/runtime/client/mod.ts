import { signal } from "@preact/signals";
import { Component, type ComponentChildren, type ComponentType, Fragment, h, options, render } from "preact";
import { parse, type Revivers } from "../../jsonify/parse.ts";
import { elementPatch } from "../shared_internal.tsx";
import { containerOf, keyOf, type Make, nodesOf, type Range, rangeAt, rangesIn, toVNodes } from "./dom.ts";

// deno-lint-ignore no-explicit-any -- islands have any props
export type Islands = Record<string, ComponentType<any>>;

type Props = Record<string, unknown>;

class SlotRef {
  constructor(readonly id: number) {}
}

const known: Islands = {};

/** The partials on the page, by name. */
export const partials: Map<string, LivePartial> = new Map();

interface PartialProps {
  name: string;
  children?: ComponentChildren;
}

/** A partial of the page. What stands in it and in its new content stays, islands with their state. */
class LivePartial extends Component<PartialProps> {
  #parts = [part(0, this.props.children)];
  #added = 0;

  override componentDidMount() {
    partials.set(this.props.name, this);
  }

  override componentWillReceiveProps({ children }: PartialProps) {
    this.#parts = [part(0, children)];
  }

  override componentWillUnmount() {
    if (partials.get(this.props.name) === this) partials.delete(this.props.name);
  }

  /** Replaces the content, or adds to it. */
  update(children: ComponentChildren, mode: string): void {
    const added = part(mode === "replace" ? 0 : ++this.#added, children);
    const kept = mode === "replace" ? [] : this.#parts;
    this.#parts = mode === "prepend" ? [added, ...kept] : [...kept, added];
    this.forceUpdate();
  }

  override render() {
    return this.#parts;
  }
}

function part(key: number, children: ComponentChildren) {
  return h(Fragment, { key }, children);
}

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
  const make = vnodeMaker(document, islands, props);
  for (const range of rangesIn(document, ({ kind }) => kind === "island" || kind === "partial")) {
    render(make(range), containerOf(range));
  }
  if (document.querySelector("[f-client-nav]:not([f-client-nav='false'])")) {
    import("./partials.ts").then(({ enableNavigation }) => enableNavigation());
  }
}

/** Makes vnodes of the islands and partials below `root`, with the islands' props that came with it. */
export function vnodeMaker(root: ParentNode, islands: Islands, text: string): Make {
  Object.assign(known, islands);
  const props = parse(text, revivers) as Props[];

  function make(range: Range) {
    const [name, index] = range.fields as [string, string];
    const given: Props = { key: keyOf(range) };
    if (range.kind === "partial") return h(LivePartial, { ...given, name }, toVNodes(nodesOf(range), make));
    const own = props[Number(index)]!;
    for (const prop in own) {
      const value = own[prop];
      given[prop] = value instanceof SlotRef ? slot(value.id, range) : value;
    }
    return h(known[name]!, given);
  }

  function slot(id: number, within: Range) {
    const template = root.querySelector<HTMLTemplateElement>(`#frsh-slot-${id}`);
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
  if (typeof vnode.type === "string") Object.assign(vnode.props, elementPatch(vnode.type, vnode.props as Props));
  previous?.(vnode);
};
