import { z } from "zod";
import { RegistrationId } from "../../domain/ids.ts";

/** What was done with one registration a moment ago, and how it was before. */
const DeskUndo = z.discriminatedUnion("did", [
  z.object({
    did: z.enum(["attended", "no_show"]),
    was: z.enum(["unknown", "attended", "no_show"]),
    registrationId: RegistrationId,
  }),
  z.object({ did: z.literal("tags"), was: z.string().max(1_100), registrationId: RegistrationId }),
]);
export type DeskUndo = z.output<typeof DeskUndo>;

/** What the address of the list says can be taken back; null where it says nothing that can. */
export function undoIn({ searchParams }: URL): DeskUndo | null {
  const [did, was, registrationId] = ["did", "was", "of"].map((name) => searchParams.get(name));
  return DeskUndo.safeParse({ did, was, registrationId }).data ?? null;
}

/** The address of the list, with what can be taken back. */
export function withUndo(url: URL, undo: DeskUndo | null): string {
  const { pathname, searchParams } = withoutUndo(url);
  if (undo) {
    searchParams.set("did", undo.did);
    searchParams.set("was", undo.was);
    searchParams.set("of", undo.registrationId);
  }
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}

/** The address of the list alone: what is led to from there has nothing to take back. */
export function withoutUndo(url: URL): URL {
  const plain = new URL(url);
  for (const name of ["did", "was", "of"]) plain.searchParams.delete(name);
  return plain;
}
