import type { Page } from "playwright-core";

const source = await Deno.readTextFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url));

interface Violation {
  id: string;
  nodes: { target: string[]; any: { message: string }[] }[];
}

/** Once what fades from one colour to another has arrived, a second at most. */
const SETTLED = `Promise.race([
  new Promise((resolve) => setTimeout(resolve, 1000)),
  Promise.all(document.getAnimations()
    .filter((animation) => animation instanceof CSSTransition && animation.playState === "running")
    .map((animation) => animation.finished.catch(() => {}))),
]).then(() => null)`;

/** What axe finds wrong with the page as it is shown now, one line each; empty when nothing is. */
export async function violations(page: Page): Promise<string[]> {
  await inside(page, source);
  await inside(page, SETTLED); // a colour on its way to another is neither
  const found = await inside(page, "axe.run().then((result) => result.violations)") as Violation[];
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${page.url()} ${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`)
  );
}

/** How many pixels the page is wider than its window. */
export async function overflow(page: Page): Promise<number> {
  return await inside(
    page,
    "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)",
  ) as number;
}

/** Evaluates in the page as its developer tools do: the content security policy stays in force for the page itself. */
async function inside(page: Page, expression: string): Promise<unknown> {
  const session = await page.context().newCDPSession(page);
  try {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  } finally {
    await session.detach();
  }
}
