import { Fragment, type FunctionComponent, h, isValidElement } from "preact";
import { renderToString } from "preact-render-to-string";
import { type Context, getInternals, type Island } from "./context.ts";
import { RELOAD_SCRIPT } from "./error_page.ts";
import { NotSerializable, stringify } from "./jsonify/stringify.ts";
import { headIdentity, headSink } from "./runtime/head.ts";
import { type RenderState, Slot, unusedSlot, withRenderState } from "./runtime/server/preact_hooks.ts";
import { asset, isSignal, placeOf } from "./runtime/shared_internal.tsx";
import type { AnyVNode, RouteComponent } from "./types.ts";

/** Whether a component's result is a single vnode. */
export function isVNode(value: unknown): value is AnyVNode {
  return isValidElement(value);
}

/** Puts layouts and app wrapper around the content, the first outermost. A layer may answer with a response instead. */
export async function composeLayers<State>(
  ctx: Context<State>,
  content: AnyVNode | null,
  layers: readonly RouteComponent<State>[],
): Promise<AnyVNode | null | Response> {
  let inner: AnyVNode | null = content;
  for (let i = layers.length - 1; i >= 0; i--) {
    const result = renderLayer(ctx, layers[i]!, inner);
    const layer = result instanceof Promise ? await result : result;
    if (layer instanceof Response) return layer;
    inner = layer;
  }
  return inner;
}

/** A route, layout or app component as a vnode: an async one is called now, any other when the page is rendered. */
export function renderLayer<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  child: AnyVNode | null,
): AnyVNode | null | Response | Promise<AnyVNode | null | Response> {
  const Component: FunctionComponent = () => child;
  const { config, url, req, route, params, info, state, error, isPartial, data } = ctx;
  const props = { config, url, req, route, params, info, state, error, isPartial, data, Component };
  if (component.constructor.name !== "AsyncFunction") return h(component as FunctionComponent<typeof props>, props);
  return Promise.resolve(component(props)).then((result) =>
    result instanceof Response || isVNode(result) ? result : h(Fragment, null, result)
  );
}

/** The response with the page. Rendering is synchronous: the page's state is global while it lasts. */
export function renderDocument<State>(ctx: Context<State>, content: AnyVNode | null, init: ResponseInit): Response {
  const internals = getInternals(ctx);
  const { buildCache } = ctx;
  const page: RenderState = {
    islands: buildCache.islandRegistry,
    place: placeOf(ctx.url.pathname + ctx.url.search),
    nonce: internals.nonce,
    found: [],
    slots: [],
    within: null,
    marked: null,
    partials: 0,
    hasHtml: false,
    hasHead: false,
    hasBody: false,
  };
  const headers = headersOf(init.headers);
  let html: string;
  try {
    html = withRenderState(page, () => renderPage(ctx, page, content, headers));
  } catch (error) {
    throw explain(error, internals.filePath ?? ctx.route);
  }
  internals.nonceUsed = true;
  return new Response(html, { status: init.status ?? internals.status, statusText: init.statusText, headers });
}

function renderPage<State>(
  ctx: Context<State>,
  page: RenderState,
  content: AnyVNode | null,
  headers: Record<string, string> | Headers,
): string {
  const elements: typeof headSink.elements = headSink.elements = [];
  let html: string;
  let after = "";
  try {
    html = content === null ? "" : renderToString(content);
    for (let i = 0; i < page.slots.length; i++) {
      const slot = page.slots[i]!;
      if (!slot.rendered) after += `<template id="frsh-slot-${slot.id}">${renderToString(unusedSlot(slot))}</template>`;
    }
  } finally {
    headSink.elements = null;
  }
  const { config, buildCache } = ctx;
  const { css } = getInternals(ctx);
  let head = "";
  if (css !== null) { for (const href of css) head += stylesheet(href, config.basePath); }
  if (page.found.length > 0 || (html.includes(" f-client-nav") && / f-client-nav(?!="false")/.test(html))) {
    const islands = [...new Set(page.found.map(({ island }) => island))];
    after += bootScript(ctx, page, islands, headers);
  }
  if (buildCache.features.errorOverlay && config.mode === "development") {
    after += `<script type="module"${nonceOf(page)}>${RELOAD_SCRIPT}</script>`;
  }
  return assemble(page, html, head, elements.map((vnode) => renderToString(vnode)), after);
}

function assemble(page: RenderState, html: string, head: string, elements: string[], after: string): string {
  if (!page.hasHtml) {
    if (!page.hasBody) html = `<body>${html}${after}</body>`;
    if (!page.hasHead) html = `<head><meta charset="utf-8"></head>${html}`;
    html = `<html>${html}</html>`;
    if (!page.hasBody) after = "";
  }
  if (after !== "") {
    const end = html.lastIndexOf("</body>");
    html = end === -1 ? html + after : html.slice(0, end) + after + html.slice(end);
  }
  if (head !== "" || elements.length > 0) {
    const end = html.indexOf("</head>");
    if (end !== -1) html = mergeHead(html.slice(0, end), elements) + head + html.slice(end);
  }
  return `<!DOCTYPE html>${html}`;
}

const HEAD_ELEMENT = /<(title|style|script|template|noscript|meta|link|base)\b((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g;

/** Adds elements to an open head; one that is there already is replaced. */
function mergeHead(head: string, elements: string[]): string {
  const parts: string[] = [];
  const places = new Map<string, number>();
  let from = 0;
  for (const match of head.matchAll(HEAD_ELEMENT)) {
    const [start, tag, attributes] = [match.index, match[1]!, match[2]!];
    const identity = start < from ? null : identityOf(tag, attributes);
    if (identity === null || places.has(identity)) continue;
    const open = start + match[0].length;
    const isVoid = /^(meta|link|base)$/.test(tag);
    const end = isVoid ? open : head.indexOf(`</${tag}>`, open) + tag.length + 3;
    parts.push(head.slice(from, start));
    places.set(identity, parts.push(head.slice(start, end)) - 1);
    from = end;
  }
  parts.push(head.slice(from));
  for (const element of elements) {
    HEAD_ELEMENT.lastIndex = 0;
    const match = HEAD_ELEMENT.exec(element);
    const identity = match && identityOf(match[1]!, match[2]!);
    const place = identity === null ? undefined : places.get(identity);
    if (place !== undefined) parts[place] = element;
    else {
      const added = parts.push(element) - 1;
      if (identity !== null) places.set(identity, added);
    }
  }
  return parts.join("");
}

const ATTRIBUTE = /\s([^\s=>]+)(?:="([^"]*)")?/g;

function identityOf(tag: string, attributes: string): string | null {
  const all = new Map<string, string>();
  for (const [, name, value = ""] of attributes.matchAll(ATTRIBUTE)) if (!all.has(name!)) all.set(name!, value);
  return headIdentity(tag, (name) => all.get(name));
}

function stylesheet(href: string, basePath: string): string {
  const url = href.startsWith("/") ? asset(basePath + href) : href;
  return `<link rel="stylesheet" href="${url.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">`;
}

function bootScript<State>(
  ctx: Context<State>,
  page: RenderState,
  islands: Island[],
  headers: Record<string, string> | Headers,
): string {
  const { basePath } = ctx.config;
  const props = serializeProps(page);
  if (ctx.isPartial) {
    const used = islands.map(({ name, file, exportName }) => ({ name, chunk: basePath + file, exportName }));
    return `<script id="__FRSH_STATE" type="application/json">${
      escapeScript(JSON.stringify({ islands: used, props }))
    }` +
      `</script>`;
  }
  const entry = basePath + ctx.buildCache.clientEntry;
  let imports = `import { boot } from "${entry}";`;
  let link = preload(entry);
  for (const { name, file, exportName } of islands) {
    const binding = exportName === name ? name : `${exportName} as ${name}`;
    imports += `import { ${binding} } from "${basePath}${file}";`;
    link += `, ${preload(basePath + file)}`;
  }
  if (headers instanceof Headers) headers.append("link", link);
  else headers.link = headers.link === undefined ? link : `${headers.link}, ${link}`;
  const call = `boot({${islands.map(({ name }) => name).join(",")}},${escapeScript(JSON.stringify(props))});`;
  return `<script type="module"${nonceOf(page)}>${imports}${call}</script>`;
}

function preload(url: string): string {
  return `<${encodeURI(url)}>; rel="modulepreload"; as="script"`;
}

function nonceOf({ nonce }: RenderState): string {
  return nonce === null ? "" : ` nonce="${nonce}"`;
}

/** All islands' props in one text, so that what they share stays shared. */
function serializeProps(page: RenderState): string {
  const all = page.found.map(({ props }) => props);
  try {
    return stringify(all, replaceSpecial, "props");
  } catch (error) {
    if (!(error instanceof NotSerializable)) throw error;
    const index = Number(/props\[(\d+)\]/.exec(error.path)?.[1]);
    const island = page.found[index]?.island;
    if (!island) throw error;
    const prop = error.path.replace(`props[${index}].`, "");
    throw new TypeError(
      `The island <${island.name}> (${island.source}) got ${error.what} in its prop "${prop}". ` +
        `Props of islands travel to the browser: pass data, a signal or JSX, and define functions inside the island.`,
      { cause: error },
    );
  }
}

function replaceSpecial(value: object): [string, unknown] | undefined {
  if (isSignal(value)) return ["signal", value.peek()];
  return value instanceof Slot ? ["slot", { id: value.id }] : undefined;
}

function escapeScript(text: string): string {
  return text.replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

const HTML_TYPE = "text/html; charset=utf-8";

/** The response's headers; a plain object unless the page brought some, which is faster. */
function headersOf(init: HeadersInit | undefined): Record<string, string> | Headers {
  if (init === undefined) return { "content-type": HTML_TYPE };
  const headers = new Headers(init);
  if (!headers.has("content-type")) headers.set("content-type", HTML_TYPE);
  return headers;
}

function explain(error: unknown, where: string | null): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof TypeError && /'__H'|'__h'|'__c'/.test(error.message)) {
    return new TypeError(
      `A hook was called outside of the preact that renders ${where ?? "this page"}: there are two copies of preact. ` +
        `Map "preact" and "preact/" to one version in deno.json, and see "deno info" for who brings the other.`,
      { cause: error },
    );
  }
  if (where !== null && error instanceof TypeError && /is async, and only|^The island </.test(error.message)) {
    return new TypeError(`${error.message} (rendering ${where})`, { cause: error });
  }
  return error;
}
