import { z } from "zod";
import { UserId } from "../../domain/ids.ts";
import { Role } from "../../domain/studio/events.ts";
import { Switches } from "../../domain/studio/settings.ts";
import type { MemberView } from "../people.ts";

/** What was changed about one member a moment ago, and how it was before. */
const TeamUndo = z.discriminatedUnion("did", [
  z.object({ did: z.literal("role"), was: Role, of: UserId }),
  z.object({
    did: z.literal("switches"),
    was: z.string().max(200).transform((on) => on.split(",").filter(Boolean)).pipe(z.array(Switches.keyof())),
    of: UserId,
  }),
]);

/** What takes it back: the fields of a form, and what is said beside it. */
export interface TeamUndo {
  did: "role" | "switches";
  fields: Readonly<Record<string, string>>;
}

/** How a member stands before something is done to them, as the page's address takes it along. */
export function before(
  did: TeamUndo["did"],
  { userId, role, switches }: Pick<MemberView, "userId" | "role" | "switches">,
) {
  const was = did === "role" ? role : onIn(switches).join(",");
  return new URLSearchParams({ did, was, of: userId });
}

/** What the page's address says can be taken back, while the member is not as before. */
export function undoIn({ searchParams }: URL, members: readonly MemberView[]): TeamUndo | null {
  const { data } = TeamUndo.safeParse(Object.fromEntries(searchParams));
  const member = members.find(({ userId }) => userId === data?.of);
  if (!data || !member) return null;
  const whose = { do: data.did, userId: data.of };
  if (data.did === "role") {
    return data.was === member.role ? null : { did: "role", fields: { ...whose, role: data.was } };
  }
  if (String(data.was) === String(onIn(member.switches))) return null;
  return { did: "switches", fields: { ...whose, ...Object.fromEntries(data.was.map((name) => [name, "true"])) } };
}

function onIn(switches: Switches): (keyof Switches)[] {
  return Switches.keyof().options.filter((name) => switches[name]);
}
