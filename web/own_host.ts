import type { Middleware } from "fresh";
import type { State } from "./state.ts";

/**
 * At a studio's own host name the studio is not said once more in every address: what pages link to, send to and redirect
 * to as `/s/{studio}/…` is there as `/…`. Pages are written for the address that always works; here they are shortened.
 */
export const ownAddresses: Middleware<State> = async (ctx) => {
  const response = await ctx.next();
  const { studio } = ctx.state.site;
  if (studio === null) return response;
  const { headers, status } = response;
  const prefix = `/s/${studio.address}/`;
  const location = headers.get("location");
  if (location?.startsWith(prefix)) headers.set("location", location.slice(prefix.length - 1));
  if (!headers.get("content-type")?.startsWith("text/html")) return response;
  // a quotation mark that somebody typed is escaped: only an attribute or a script's text begins like this
  return new Response((await response.text()).replaceAll(`"${prefix}`, '"/'), { status, headers });
};
