import assert from "node:assert/strict";
import { readConfig } from "../../../config.ts";
import type { Application } from "../../../web/application.ts";
import { networkOf, shownNow, taskFor } from "../../../web/registering/suspicion.ts";
import type { State } from "../../../web/state.ts";

function installation() {
  const app = {
    config: readConfig({}),
    vault: { derivedSecret: (purpose: string) => purpose },
  } as unknown as Application;
  const send = (clientAddress: string, form: Record<string, string> = {}, agent = "Mozilla/5.0 (X11) Firefox/140.0") =>
    taskFor({
      state: { app, clientAddress } as State,
      req: new Request("http://x.example", { headers: { "user-agent": agent } }),
    }, form);
  return { app, send };
}

const times = (count: number, each: (n: number) => unknown) => Array.from({ length: count }, (_, n) => each(n));

Deno.test("people are asked for nothing, until one address sends more than people do", () => {
  const { send } = installation();
  assert.deepEqual(times(10, () => send("10.0.0.1")), Array(10).fill(null));
  assert.ok(send("10.0.0.1"));
  assert.equal(send("10.0.9.1"), null);
});

Deno.test("many addresses of one network are one pattern", () => {
  const { send } = installation();
  times(40, (n) => assert.equal(send(`10.0.0.${n}`), null));
  assert.ok(send("10.0.0.250"));
  assert.equal(networkOf("2001:db8:1:2::/64"), "2001:db8:1");
});

Deno.test("what nobody sees filled in, a form in a hurry, and a program by its own word make suspicious", () => {
  const { app, send } = installation();
  assert.ok(send("10.0.1.1", { homepage: "https://spam.example" }));
  assert.ok(send("10.0.1.1")); // and stays so for a while
  times(3, () => send("10.0.2.1", { shown: shownNow(app) }));
  assert.ok(send("10.0.2.1", { shown: shownNow(app) }));
  times(10, () => assert.equal(send("10.0.3.1", { shown: "kz1.forged" }), null));
  times(3, () => assert.equal(send("10.0.4.1", {}, "Mozilla/5.0 (compatible; Googlebot/2.1)"), null));
  assert.ok(send("10.0.4.1", {}, "Mozilla/5.0 (compatible; Googlebot/2.1)"));
});
