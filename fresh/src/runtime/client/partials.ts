import { PARTIAL_SEARCH_PARAM } from "../../constants.ts";
import { putInHead } from "../head.ts";
import { activeLink, placeOf } from "../shared_internal.tsx";
import { nodesOf, rangesIn, toVNodes } from "./dom.ts";
import { type Islands, partials, vnodeMaker } from "./mod.ts";

const NAVIGATION = "f-client-nav";
const PARTIAL = "f-partial";
let running: AbortController | null = null;

/** Follows links and forms below `f-client-nav` by replacing partials. */
export function enableNavigation(): void {
  history.replaceState({ ...history.state, fresh: true }, "");
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  addEventListener("popstate", onPopState);
}

function isEnabled(element: Element): boolean {
  const setting = element.closest(`[${NAVIGATION}]`)?.getAttribute(NAVIGATION);
  return setting !== undefined && setting !== "false";
}

function onClick(event: MouseEvent): void {
  const target = event.target as Element;
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  if (event.defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
  const link = target.closest<HTMLAnchorElement>("a[href]");
  if (link !== null) {
    const url = new URL(link.href, location.href);
    const isElsewhere = url.origin !== location.origin || link.hasAttribute("download") ||
      !["", "_self"].includes(link.target);
    const isAnchor = url.hash !== "" && url.pathname === location.pathname && url.search === location.search;
    if (isElsewhere || isAnchor || !isEnabled(link)) return;
    event.preventDefault();
    void navigate(url, partialUrl(link, url), {}, "push");
    return;
  }
  const trigger = target.closest<HTMLButtonElement>(`button[${PARTIAL}]`);
  if (trigger === null || trigger.form !== null || !isEnabled(trigger)) return;
  event.preventDefault();
  void navigate(new URL(location.href), partialUrl(trigger, null), {}, "stay");
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter as HTMLButtonElement | null;
  if (event.defaultPrevented || !isEnabled(submitter ?? form)) return;
  const method = (submitter?.getAttribute("formmethod") ?? form.method).toLowerCase();
  const url = new URL(submitter?.getAttribute("formaction") ?? form.action, location.href);
  if (url.origin !== location.origin || (method !== "get" && method !== "post")) return;
  event.preventDefault();
  const data = new FormData(form, submitter);
  const source = submitter?.hasAttribute(PARTIAL) ? submitter : form;
  const fetched = partialUrl(source, url);
  if (method === "get") {
    const query = new URLSearchParams(data as unknown as Record<string, string>).toString();
    url.search = query;
    fetched.search = query;
    void navigate(url, fetched, {}, "push");
    return;
  }
  const isMultipart = form.enctype === "multipart/form-data";
  const body = isMultipart ? data : new URLSearchParams(data as unknown as Record<string, string>);
  void navigate(url, fetched, { method: "POST", body }, source.hasAttribute(PARTIAL) ? "stay" : "push");
}

function onPopState(event: PopStateEvent): void {
  if (!event.state?.fresh) return;
  const url = new URL(location.href);
  void navigate(url, new URL(url), {}, "stay", event.state.scroll);
}

function partialUrl(element: Element, fallback: URL | null): URL {
  const own = element.getAttribute(PARTIAL);
  return new URL(own ?? fallback ?? location.href, location.href);
}

/** Fetches a page and puts its partials in place of the present ones; without a match, the browser loads it. */
async function navigate(
  url: URL,
  fetched: URL,
  init: RequestInit,
  change: "push" | "stay",
  scroll?: [number, number],
): Promise<void> {
  running?.abort();
  const { signal } = running = new AbortController();
  fetched.searchParams.set(PARTIAL_SEARCH_PARAM, "true");
  try {
    const response = await fetch(fetched, { ...init, signal });
    if (!response.headers.get("content-type")?.startsWith("text/html")) return leave(url, init);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const state = JSON.parse(page.querySelector("#__FRSH_STATE")?.textContent ?? '{"islands":[],"props":"[[]]"}');
    const islands: Islands = {};
    await Promise.all(
      state.islands.map(async ({ name, chunk, exportName }: Record<"name" | "chunk" | "exportName", string>) => {
        islands[name] = (await import(chunk))[exportName];
      }),
    );
    if (signal.aborted) return;
    if (response.redirected) {
      url = new URL(response.url);
      url.searchParams.delete(PARTIAL_SEARCH_PARAM);
      change = "push";
    }
    if (change === "push" && url.href !== location.href) {
      history.replaceState({ ...history.state, scroll: [scrollX, scrollY] }, "");
      history.pushState({ fresh: true }, "", url);
    }
    if (!applyPartials(page, islands, state.props)) return leave(url, init);
    await null; // preact renders what it was given before anything that waits now
    page.head.querySelectorAll("title,meta,link,style").forEach(putInHead);
    updateLinks();
    if (scroll) scrollTo(...scroll);
    else if (change === "push") {
      const anchor = url.hash === "" ? null : document.getElementById(decodeURIComponent(url.hash.slice(1)));
      if (anchor) anchor.scrollIntoView();
      else scrollTo(0, 0);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function leave(url: URL, init: RequestInit): void {
  // What was sent once must not be sent again: the page that answers is asked for instead.
  if (init.method === "POST" && url.href === location.href) location.reload();
  else location.href = url.href;
}

function applyPartials(page: Document, islands: Islands, props: string): boolean {
  const make = vnodeMaker(page, islands, props);
  const wanted = rangesIn(page, ({ kind, fields }) => kind === "partial" && partials.has(fields[0]!));
  for (const range of wanted) partials.get(range.fields[0]!)!.update(toVNodes(nodesOf(range), make), range.fields[1]!);
  return wanted.length > 0;
}

function updateLinks(): void {
  const here = placeOf(location.pathname + location.search);
  for (const link of document.querySelectorAll("a:is([data-current], [data-ancestor], :not([aria-current]))")) {
    for (const name of ["data-current", "data-ancestor", "aria-current"]) link.removeAttribute(name);
    const active = activeLink({ href: link.getAttribute("href") }, here);
    for (const name in active) link.setAttribute(name, active[name]!);
  }
}
