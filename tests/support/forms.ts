import type { DemoFile, RunningApp } from "./app.ts";

/** One person's browser without script: keeps its cookies, follows nothing by itself. */
export type Visit = (path: string, form?: Record<string, string> | FormData) => Promise<Visited>;

export interface Visited {
  status: number;
  headers: Headers;
  body: string;
}

/** Signs somebody of the demo studio in. */
export async function signedIn(app: Pick<RunningApp, "url">, demo: DemoFile, role: string): Promise<Visit> {
  const { email, password } = demo.users.find((user) => user.role === role)!;
  const answer = await fetch(`${app.url}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ email, password }),
    redirect: "manual",
  });
  await answer.body?.cancel();
  return visitor(app, answer.headers.getSetCookie().map((set) => set.split(";")[0]).join("; "));
}

/** Somebody with these cookies; with none, a stranger. */
export function visitor(app: Pick<RunningApp, "url">, cookie = ""): Visit {
  return async (path, form) => {
    const response = await fetch(app.url + path, {
      method: form ? "POST" : "GET",
      body: form instanceof FormData ? form : form && new URLSearchParams(form),
      headers: { cookie },
      redirect: "manual",
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
}

/** What the forms of a page's main part hold, as a browser would send it. */
export function formOf(html: string): Record<string, string> {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const form: Record<string, string> = {};
  for (const [tag] of main.matchAll(/<input[^>]*>/g)) {
    const name = / name="([^"]+)"/.exec(tag)?.[1];
    if (!name || /type="file"/.test(tag) || /type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag)) continue;
    form[name] = text(/ value="([^"]*)"/.exec(tag)?.[1] ?? "");
  }
  for (const [, name, options] of main.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)) {
    form[name!] = text(/value="([^"]*)" selected/.exec(options!)?.[1] ?? /value="([^"]*)"/.exec(options!)?.[1] ?? "");
  }
  for (const [, name, value] of main.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>(.*?)<\/textarea>/gs)) {
    form[name!] = text(value!);
  }
  return form;
}

function text(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
