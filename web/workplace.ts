import type { Membership } from "./state.ts";

const NAME = "workplace";

/** The studio that somebody chose to work in, of those they belong to; the first when they chose none that they do. */
export function studioFor(memberships: readonly Membership[], headers: Headers): Membership | null {
  const chosen = new RegExp(`(?:^|; *)${NAME}=([0-9a-f-]{36})`).exec(headers.get("cookie") ?? "")?.[1];
  return memberships.find(({ id }) => id === chosen) ?? memberships[0] ?? null;
}

/** The `Set-Cookie` value that keeps the choice for a year. It opens nothing: who belongs where is asked each time. */
export function chooseStudio(studioId: string, secure: boolean): string {
  return `${NAME}=${studioId}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
