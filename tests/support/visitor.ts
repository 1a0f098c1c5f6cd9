import assert from "node:assert/strict";

/** A browser without script: keeps cookies, follows nothing by itself. */
export class Visitor {
  cookies = new Map<string, string>();
  constructor(readonly url: string) {}

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ "accept-language": "en", ...init.headers });
    if (this.cookies.size > 0) headers.set("cookie", [...this.cookies].map(([n, v]) => `${n}=${v}`).join("; "));
    const response = await fetch(path.startsWith("http") ? path : this.url + path, {
      ...init,
      headers,
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (/Max-Age=0/i.test(cookie)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return response;
  }

  async text(path: string): Promise<string> {
    const response = await this.fetch(path);
    assert.equal(response.status, 200, path);
    return await response.text();
  }

  post(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, { method: "POST", body: new URLSearchParams(form), headers });
  }
}
