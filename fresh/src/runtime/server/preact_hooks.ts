import { type ComponentChildren, type ComponentType, Fragment, h, isValidElement, options, type VNode } from "preact";
import type { Island, ServerIslandRegistry } from "../../context.ts";
import type { AnyVNode } from "../../types.ts";
import {
  assign,
  elementPatch,
  isSignal,
  Partial,
  type PartialProps,
  type Patch,
  type Place,
} from "../shared_internal.tsx";

/** Markers around what the client takes up again, as comments in the HTML. */
export const MARK = "frsh:";

/** What is known of the page that is being rendered. Rendering is synchronous, so there is one at a time. */
export interface RenderState {
  islands: ServerIslandRegistry;
  place: Place;
  nonce: string | null;
  /** Islands on the page, with their props; a slot stands for JSX. */
  found: { island: Island; props: Record<string, unknown> }[];
  slots: Slot[];
  /** The island that is rendering, if any: those within it are its own business. */
  within: AnyVNode | null;
  /** The component that the marker just written goes around. */
  marked: AnyVNode | null;
  partials: number;
  hasHtml: boolean;
  hasHead: boolean;
  hasBody: boolean;
}

/** JSX handed to an island; what the island does not show waits in a template. */
export class Slot {
  rendered = false;

  constructor(readonly id: number, readonly name: string, readonly content: ComponentChildren) {}
}

interface Hooks {
  __b?(vnode: AnyVNode): void;
  diffed?(vnode: AnyVNode): void;
  attr?(name: string, value: unknown): string | void;
}

let state: RenderState | null = null;
const ORIGINAL = Symbol("original");
const AsyncFunction = (async () => {}).constructor;
const hooks = options as unknown as Hooks;
const { __b: previousDiff, diffed: previousDiffed, attr: previousAttr } = hooks;

/** Runs `render` with the page's state; nothing in it may wait for anything. */
export function withRenderState<T>(next: RenderState, render: () => T): T {
  const before = state;
  state = next;
  try {
    return render();
  } finally {
    state = before;
  }
}

hooks.__b = (vnode) => {
  if (state !== null) {
    if (typeof vnode.type === "string") prepareElement(vnode, state);
    else if (vnode.type !== undefined) prepareComponent(vnode, state);
  }
  previousDiff?.(vnode);
};

hooks.diffed = (vnode) => {
  if (state !== null) {
    if (vnode === state.within) state.within = null;
    else if (vnode.type === SlotContent) state.within = vnode.props.within;
  }
  previousDiffed?.(vnode);
};

// Attributes of precompiled JSX do not pass as vnodes.
hooks.attr = (name, value) => {
  if (name.startsWith("f-") && typeof value === "boolean") return `${name}="${value}"`;
  return previousAttr?.(name, value);
};

/** Changes an element's props, always from those it was made with: a vnode may be kept and rendered again. */
function prepareElement(vnode: AnyVNode, page: RenderState): void {
  const given = vnode.props[ORIGINAL] ?? vnode.props;
  const patch = patchFor(vnode.type as string, given, vnode.key, page);
  if (patch !== null) vnode.props = { ...given, ...patch, [ORIGINAL]: given };
  else if (given !== vnode.props) vnode.props = given;
}

const IN_HEAD = new Set(["script", "style", "meta", "link", "title", "template"]);

function patchFor(tag: string, props: Patch, key: unknown, page: RenderState): Patch | null {
  let patch = elementPatch(tag, props, page.place);
  if (tag === "html") page.hasHtml = true;
  else if (tag === "head") page.hasHead = true;
  else if (tag === "body") page.hasBody = true;
  else if ((tag === "script" || tag === "style") && page.nonce !== null && !props.src && props.nonce === undefined) {
    patch = assign(patch, { nonce: page.nonce });
  }
  if (key == null) return patch;
  if (IN_HEAD.has(tag)) return assign(patch, { "data-key": String(key) });
  return keysMatter(page) ? assign(patch, { "data-frsh-key": String(key) }) : patch;
}

function prepareComponent(vnode: AnyVNode, page: RenderState): void {
  if (vnode.type === Fragment) {
    const { original } = vnode.props;
    if (original === undefined) return;
    vnode.type = original.type;
    vnode.props = original.props;
  }
  if (vnode === page.marked) {
    page.marked = null;
    if (page.islands.has(vnode.type as ComponentType)) page.within = vnode;
  } else if (vnode.type === SlotContent) {
    vnode.props.within = page.within;
    page.within = null;
  } else if (vnode.type === SlotMark) {
    slotMark(vnode);
  } else if (page.within === null) {
    mark(vnode, page);
  }
  // After marking, the type may be that of a fragment.
  if (vnode.type.constructor === AsyncFunction) throw new TypeError(explainAsync(vnode.type as ComponentType));
}

function mark(vnode: AnyVNode, page: RenderState): void {
  if (vnode.type === Partial) {
    const { name, mode = "replace", children } = vnode.props as PartialProps;
    page.partials++;
    wrap(vnode, `partial:${encodeURIComponent(name)}:${mode}:${keyOf(vnode)}`, "partial", children);
    return;
  }
  const island = page.islands.size > 0 ? page.islands.get(vnode.type as ComponentType) : undefined;
  if (island !== undefined) islandMark(vnode, island, page);
  else if (vnode.key != null && keysMatter(page)) {
    wrap(vnode, `key:${keyOf(vnode)}`, "key", inner(vnode, vnode.props, page));
  }
}

/** Whether the client takes up keyed parts again: in partials, and in slots. Elsewhere markers would only cost. */
function keysMatter(page: RenderState): boolean {
  return page.partials > 0 || page.slots.length > 0;
}

/** What a marker goes around: the next component to be rendered, and not to be marked again. */
function inner(vnode: AnyVNode, props: Record<string, unknown>, page: RenderState): AnyVNode {
  const copy: AnyVNode = h(vnode.type as ComponentType, null);
  copy.props = props;
  page.marked = copy;
  return copy;
}

function explainAsync(type: ComponentType): string {
  const name = type.displayName ?? type.name ?? "component";
  return `<${name}> is async, and only route, layout and app components may be. ` +
    `Load the data in the route's handler, or make the route's component async, and pass it to <${name}> as a prop.`;
}

function islandMark(vnode: AnyVNode, island: Island, page: RenderState): void {
  const sent: Record<string, unknown> = {};
  const props: Record<string, unknown> = {};
  for (const name in vnode.props) {
    const value = sent[name] = slotted(name, vnode.props[name], page);
    props[name] = value instanceof Slot ? h(SlotMark, { slot: value }) : value;
  }
  const index = page.found.push({ island, props: sent }) - 1;
  wrap(vnode, `island:${island.name}:${index}:${keyOf(vnode)}`, "island", inner(vnode, props, page));
}

/** JSX among an island's props becomes a slot: the server renders it, the client takes it from the page. */
function slotted(name: string, value: unknown, page: RenderState): unknown {
  if (isSignal(value)) return value;
  const isJsx = isValidElement(value) || (Array.isArray(value) && value.some((item) => isValidElement(item)));
  const isText = name === "children" && value != null && typeof value !== "boolean" && typeof value !== "function";
  if (!isJsx && !isText) return value;
  const slot = new Slot(page.slots.length, name, value as ComponentChildren);
  page.slots.push(slot);
  return slot;
}

/** Stands for a slot in an island's props. */
function SlotMark(_props: { slot: Slot }): ComponentChildren {
  return null;
}

function SlotContent(props: { content: ComponentChildren; within?: VNode | null }): ComponentChildren {
  return props.content;
}

function slotMark(vnode: VNode<{ slot: Slot }>): void {
  const { slot } = vnode.props;
  slot.rendered = true;
  wrap(vnode, `slot:${slot.id}:${slot.name}`, "slot", h(SlotContent, { content: slot.content }));
}

/** The content of a slot that no island showed. */
export function unusedSlot(slot: Slot): AnyVNode {
  return h(SlotContent, { content: slot.content });
}

function keyOf(vnode: AnyVNode): string {
  return vnode.key == null ? "" : encodeURIComponent(String(vnode.key));
}

function wrap(vnode: AnyVNode, open: string, close: string, inner: ComponentChildren): void {
  const original = { type: vnode.type, props: vnode.props };
  const exprs = [typeof inner === "object" && inner !== null ? inner : h(Fragment, null, inner)];
  vnode.type = Fragment;
  vnode.props = { tpl: [`<!--${MARK}${open}-->`, `<!--/${MARK}${close}-->`], exprs, original };
}
