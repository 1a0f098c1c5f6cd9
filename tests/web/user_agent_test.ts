import assert from "node:assert/strict";
import { browserText } from "../../web/user_agent.ts";

Deno.test("a browser is called what people call it", () => {
  const webKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
  const blink = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0";
  const told: Record<string, string> = {
    [`Mozilla/5.0 (X11; Linux x86_64) ${blink} Safari/537.36`]: "Chrome 143 · Linux",
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Safari/537.36 Edg/143.0.0.0`]: "Edge 143 · Windows",
    [`Mozilla/5.0 (Linux; Android 10; K) ${blink} Mobile Safari/537.36`]: "Chrome 143 · Android",
    [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${webKit} Version/18.6 Mobile/15E148 Safari/604.1`]:
      "Safari 18 · iOS",
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/26.0 Safari/605.1.15`]: "Safari 26 · macOS",
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0": "Firefox 145 · Linux",
    "curl/8.5.0": "curl/8.5.0",
    "": "–",
  };
  for (const [userAgent, text] of Object.entries(told)) assert.equal(browserText(userAgent), text);
});
