import { ALIVE_URL } from "./constants.ts";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What a developer sees of an error that nothing answered. Reloads once the file is saved. */
export function errorPage(error: unknown, status: number, url: URL): Response {
  const title = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? error.stack ?? title : title;
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<style>body{font:16px/1.5 system-ui;margin:4rem auto;max-width:60rem;padding:0 1rem;color-scheme:light dark}
pre{overflow:auto;padding:1rem;border:1px solid #8884;border-radius:.5rem}h1{font-size:1.25rem;white-space:pre-wrap}</style>
</head><body><p>${status} on ${escape(url.pathname)}</p><h1>${escape(title)}</h1><pre>${escape(stack)}</pre>
<script type="module">${RELOAD_SCRIPT}</script></body></html>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Reloads the page when the dev server has something new, and when it is back after a restart. */
export const RELOAD_SCRIPT = `let seen;(function connect(){` +
  `const s=new WebSocket(location.origin.replace(/^http/,"ws")+"${ALIVE_URL}");` +
  `s.onmessage=e=>{if(seen!==undefined&&seen!==e.data)location.reload();seen=e.data};` +
  `s.onclose=()=>setTimeout(connect,100)})();`;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char]!);
}
