import type { Language, StudioId } from "../domain/ids.ts";
import { type Column, int, table, text, uuid } from "../projections/runtime/definition.ts";
import type { Own, Reactions } from "./runtime/definition.ts";
import { deliver, type Plan } from "./runtime/plan.ts";

/** What a reactor keeps of studios to tell their owners when something needs somebody. */
export const ownerTables = {
  studios: table({
    key: "studio_id",
    columns: { studio_id: uuid(), address: text(), name: text(), language: text() as Column<Language> },
  }),
  owners: table({
    key: "key",
    columns: {
      /** Studio and user. */
      key: text(),
      studio_id: uuid(),
      person_id: uuid(),
      role: text(),
      /** Revision of `MemberJoined` in the studio's stream: the address stands there, encrypted. */
      joined: int(),
    },
    indexes: [["studio_id"]],
  }),
};

/** Keeps {@link ownerTables}. */
export const keepOwners: Reactions<typeof ownerTables> = {
  StudioOpened: ({ data: { studioId, address, name, language } }, own) => {
    own.studios.insert({ studio_id: studioId, address, name, language });
  },
  StudioSettingsChanged: ({ data: { studioId, changes: { address, name, language } } }, own) => {
    own.studios.update(studioId, {
      ...(address ? { address } : {}),
      ...(name ? { name } : {}),
      ...(language ? { language } : {}),
    });
  },
  MemberJoined: ({ data: { studioId, userId, personId, role }, revision }, own) => {
    const key = `${studioId}:${userId}`;
    own.owners.insert({ key, studio_id: studioId, person_id: personId, role, joined: revision });
  },
  RoleChanged: ({ data: { studioId, userId, role } }, own) => {
    own.owners.update(`${studioId}:${userId}`, { role });
  },
  MemberRemoved: ({ data: { studioId, userId } }, own) => own.owners.delete(`${studioId}:${userId}`),
};

/** One notice to each who owns the studio now; `about` is what paused, and by which fact. */
export function tellOwners(
  own: Own<typeof ownerTables>,
  studioId: StudioId,
  about: { id: string; pause: string },
  mail: { kind: string } & Record<string, string>,
): Plan[] {
  return own.owners.where({ studio_id: studioId }).filter(({ role }) => role === "owner")
    .map(({ person_id: personId, joined }) =>
      deliver({
        key: `notice:${about.id}:${about.pause}:${personId}`,
        channel: "notice",
        urgent: true,
        studioId,
        personId,
        contact: { stream: `studio-${studioId}`, revision: joined },
        mail,
      })
    );
}
