import { nodesOf, type Range, rangeAt } from "./dom.ts";
import { islandMaker, type Islands, mount, mounted, unmountIn } from "./mod.ts";

/** Makes what is in `old` like what is in `next`, keeping what both have: elements, and islands with their state. */
export function morphRange(old: Range, next: Range, islands: Islands, props: string): void {
  const islandFor = islandMaker(next.start.ownerDocument, islands, props);
  morph(old.start.parentNode!, nodesOf(old), nodesOf(next), old.end);

  function morph(parent: Node, before: ChildNode[], after: ChildNode[], end: Node | null): void {
    let at = 0;
    for (let i = 0; i < after.length; i++) {
      const node = after[i]!;
      const range = rangeAt(node);
      const match = findMatch(before, at, node);
      // What stands before the match has no place in the new content.
      if (match !== -1) remove(before.slice(at, match));
      const here = match === -1 ? before[at] ?? end : null;
      if (range?.kind === "island") {
        i = after.indexOf(range.end, i);
        const vnode = islandFor(range);
        const oldRange = match === -1 ? null : rangeAt(before[match]!);
        if (oldRange) {
          at = before.indexOf(oldRange.end, match) + 1;
          mount(oldRange, vnode);
        } else {
          for (const moved of [range.start, ...nodesOf(range), range.end]) parent.insertBefore(moved, here);
          mount(range, vnode);
        }
      } else if (match === -1) {
        parent.insertBefore(node, here);
        if (node.nodeType === 1) mountWithin(node as Element);
      } else {
        at = match + 1;
        const kept = before[match]!;
        if (node.nodeType !== 1) (kept as CharacterData).data = (node as CharacterData).data;
        else {
          morphAttributes(kept as Element, node as Element);
          morph(kept, [...kept.childNodes], [...node.childNodes], null);
        }
      }
    }
    remove(before.slice(at));
  }

  function mountWithin(element: Element): void {
    const walker = document.createTreeWalker(element, 128);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const range = rangeAt(node);
      if (range?.kind !== "island") continue;
      walker.currentNode = range.end;
      mount(range, islandFor(range));
    }
  }
}

/** Where, among the old nodes from `at`, stands one that `node` can take the place of. */
function findMatch(before: ChildNode[], at: number, node: ChildNode): number {
  const range = rangeAt(node);
  for (let i = at; i < before.length; i++) {
    const other = before[i]!;
    const entry = mounted.get(other as Comment);
    if (entry) {
      const [name] = range?.fields ?? [];
      if (
        range?.kind === "island" && entry.name === name &&
        entry.key === (decodeURIComponent(range.fields[2] ?? "") || undefined)
      ) {
        return i;
      }
      i = before.indexOf(rangeAt(other)!.end, i);
      continue;
    }
    if (range?.kind === "island" || other.nodeType !== node.nodeType) continue;
    if (node.nodeType === 8 && (other as Comment).data !== (node as Comment).data) continue;
    if (node.nodeType !== 1 || isSame(other as Element, node as Element)) return i;
  }
  return -1;
}

function isSame(a: Element, b: Element): boolean {
  const key = (element: Element) => element.getAttribute("data-frsh-key") ?? element.id;
  return a.localName === b.localName && key(a) === key(b);
}

function remove(nodes: ChildNode[]): void {
  unmountIn(nodes);
  for (const node of nodes) node.remove();
}

function morphAttributes(old: Element, next: Element): void {
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old instanceof HTMLInputElement && old !== document.activeElement) {
    old.value = next.getAttribute("value") ?? "";
    old.checked = next.hasAttribute("checked");
  }
}
