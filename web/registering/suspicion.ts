import { createHmac } from "node:crypto";
import { isbot } from "isbot";
import type { Context } from "fresh";
import type { Application } from "../application.ts";
import { createRateLimit, type RateLimit } from "../rate_limit.ts";
import type { State } from "../state.ts";
import { createProofs, type Proofs, type Task } from "./proof.ts";

/** Faster than this nobody fills in a form. */
const FASTEST_MS = 2_000;
/** How long what an address did is held against it. */
const WINDOW_MS = 10 * 60_000;
/** How much a form counts that a machine filled in, and one that came faster than anybody types or from a program. */
const TRAPPED = 1_000_000;
const HASTY = 3;

interface Watch {
  proofs: Proofs;
  address: RateLimit;
  network: RateLimit;
}

const watches = new WeakMap<Pick<Application, "config">, Watch>();

type Ctx = Pick<Context<State>, "state" | "req">;
type Sent = Readonly<Record<string, string>>;

function watchOf(app: Application): Watch {
  const known = watches.get(app);
  if (known) return known;
  const most = Math.max(10, Math.floor(app.config.addressRateLimit / 60));
  const watch = {
    proofs: createProofs(app.vault.derivedSecret("proofs of work")),
    address: createRateLimit(most, WINDOW_MS),
    network: createRateLimit(most * 4, WINDOW_MS),
  };
  watches.set(app, watch);
  return watch;
}

/**
 * Work for the sender's browser, where the pattern is that of a machine and the work was not done: forms in a hurry, many of
 * them from one address or from its neighbours, what nobody sees filled in, a program by its own word. Null for everybody else.
 */
export function taskFor({ state, req }: Ctx, form: Sent): Task | null {
  const { app, clientAddress } = state;
  const { proofs, address, network } = watchOf(app);
  const agent = req.headers.get("user-agent") ?? "";
  const hasty = isHurried(app, form) || agent === "" || isbot(agent);
  const weight = form.homepage ? TRAPPED : hasty ? HASTY : 1;
  const counts = [
    address.take(clientAddress, weight),
    network.take(networkOf(clientAddress), Math.min(weight, HASTY)),
  ];
  const suspicious = counts.some(({ allowed }) => !allowed);
  return suspicious && !proofs.accepts(form.proof) ? proofs.task() : null;
}

/** When a form was shown, for a hidden field of it. */
export function shownNow(app: Application): string {
  const at = Date.now().toString(36);
  return `${at}.${macOf(app, at)}`;
}

function isHurried(app: Application, { shown = "" }: Sent): boolean {
  const [at = "", mac] = shown.split(".");
  return mac === macOf(app, at) && Date.now() - parseInt(at, 36) < FASTEST_MS;
}

function macOf({ vault }: Application, at: string): string {
  return createHmac("sha256", vault.derivedSecret("forms shown")).update(at).digest("base64url").slice(0, 12);
}

/** The neighbours of an address: /24 of IPv4, /48 of IPv6. */
export function networkOf(address: string): string {
  return address.includes(":") ? address.split(":").slice(0, 3).join(":") : address.split(".").slice(0, 3).join(".");
}
