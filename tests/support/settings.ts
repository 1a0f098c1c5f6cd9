import assert from "node:assert/strict";
import { readDemo, type RunningApp } from "./app.ts";
import { Visitor } from "./visitor.ts";

/** What a form would send as it stands on a page, without script. */
export function formOn(html: string): Record<string, string> {
  const values: Record<string, string> = {};
  const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, "name");
    const type = attribute(tag, "type") ?? "text";
    if (!name || type === "file" || (type === "checkbox" && !/\schecked[\s/>=]/.test(tag))) continue;
    values[name] = attribute(tag, "value") ?? "";
  }
  for (const [, name, text] of html.matchAll(/<textarea[^>]*\sname="([^"]+)"[^>]*>([^<]*)/g)) values[name!] = text!;
  for (const [, name, options] of html.matchAll(/<select[^>]*\sname="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const all = [...options!.matchAll(/<option[^>]*>/g)].map(([tag]) => tag);
    const chosen = all.find((tag) => /\sselected[\s/>=]/.test(tag)) ?? all[0];
    values[name!] = chosen ? attribute(chosen, "value") ?? "" : "";
  }
  return values;
}

/** Signs the demo's owner in; gives what saves the studio's settings as the page's form does. */
export async function settingsOf(app: RunningApp): Promise<(change: Record<string, string>) => Promise<void>> {
  const owner = new Visitor(app.url);
  const { users } = await readDemo(app);
  const { email, password } = users.find(({ role }) => role === "owner")!;
  await (await owner.post("/sign-in", { email, password })).body?.cancel();
  return async (change) => {
    const shown = formOn(await owner.text("/dashboard/settings"));
    const response = await owner.post("/dashboard/settings", { ...shown, ...change });
    const text = await response.text();
    assert.equal(response.status, 303, text.match(/field-error[\s\S]{0,300}/)?.[0]);
  };
}
