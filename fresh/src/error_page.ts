import { ALIVE_URL } from "./constants.ts";

/** What a developer sees of an error that nothing answered. Reloads once the file is saved. */
export function errorPage(error: unknown, status: number): Response {
  const stack = error instanceof Error ? error.stack ?? error.message : String(error);
  const text = stack.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  const html = `<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark">` +
    `<title>${status}</title><pre style="white-space:pre-wrap">${text}</pre><script type="module">${RELOAD_SCRIPT}</script>`;
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Reloads the page when the dev server has something new, and when it is back after a restart. */
export const RELOAD_SCRIPT = `let seen;(function connect(){` +
  `const s=new WebSocket(location.origin.replace(/^http/,"ws")+"${ALIVE_URL}");` +
  `s.onmessage=e=>{if(seen!==undefined&&seen!==e.data)reload();seen=e.data};` +
  `s.onclose=()=>setTimeout(connect,100)})();` +
  // A page that is asked for during a restart would be the browser's error page for good.
  `function reload(){fetch(location).then(()=>location.reload(),()=>setTimeout(reload,100))}`;
