import type { Kysely } from "kysely";
import type { Language } from "../domain/ids.ts";
import type { Role } from "../domain/studio/events.ts";
import { type StudioSettings, type Switches, usualSettings, usualSwitches } from "../domain/studio/settings.ts";
import type { ReadModels } from "./all.ts";
import {
  type Column,
  json,
  personal,
  projection,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";
import { eraseWhere } from "./runtime/handlers.ts";

const studiosTable = table({
  key: "studio_id",
  about: "One row per studio.",
  columns: {
    studio_id: uuid(),
    name: text(),
    address: text(),
    language: text() as Column<Language>,
    time_zone: text(),
    currency: text(),
    /** Everything that its owner can change. */
    settings: json<StudioSettings>(),
    opened_at: timestamptz(),
  },
  rawIndexes: ["(address)"],
});

const addresses = table({
  key: "address",
  about: "Every address a studio has had; old ones lead to the new one.",
  columns: { address: text(), studio_id: uuid() },
});

const members = table({
  key: "member",
  about: "One row per member of a studio.",
  columns: {
    member: text(),
    studio_id: uuid(),
    user_id: uuid(),
    person_id: uuid(),
    name: personal(text(), "person_id"),
    email: personal(text(), "person_id"),
    role: text() as Column<Role>,
    /** What an associate may do beside their own events. */
    switches: json<Switches>(),
    joined_at: timestamptz(),
  },
  indexes: [["studio_id"], ["user_id"], ["person_id"]],
});

export const studios = projection({
  name: "studios",
  version: 3,
  about: "The studios and their members, with roles.",
  tables: { studios: studiosTable, studio_members: members, studio_addresses: addresses },
  on: {
    StudioOpened: ({ data, meta }, rows) => {
      const { studioId, ...opened } = data;
      rows.studio_addresses.insert({ address: data.address, studio_id: studioId });
      rows.studios.insert({
        studio_id: data.studioId,
        name: data.name,
        address: data.address,
        language: data.language,
        time_zone: data.timeZone,
        currency: data.currency,
        settings: { ...usualSettings, ...opened },
        opened_at: meta.occurredAt,
      });
    },
    StudioSettingsChanged: ({ data: { studioId, changes } }, rows) => {
      rows.studios.update(studioId, (studio) => {
        studio.settings = { ...studio.settings, ...changes } as StudioSettings;
        const { name, address, language, timeZone: time_zone, currency } = studio.settings;
        Object.assign(studio, { name, address, language, time_zone, currency });
      });
      if (changes.address) rows.studio_addresses.insert({ address: changes.address, studio_id: studioId });
    },
    MemberJoined: ({ data, meta }, rows) =>
      rows.studio_members.insert({
        member: memberKey(data),
        studio_id: data.studioId,
        user_id: data.userId,
        person_id: data.personId,
        name: data.name,
        email: data.email,
        role: data.role,
        switches: usualSwitches,
        joined_at: meta.occurredAt,
      }),
    SwitchesSet: ({ data }, rows) => rows.studio_members.update(memberKey(data), { switches: data.switches }),
    RoleChanged: ({ data }, rows) => rows.studio_members.update(memberKey(data), { role: data.role }),
    MemberRemoved: ({ data }, rows) => rows.studio_members.delete(memberKey(data)),
    PersonErased: ({ data }, rows) => eraseWhere(rows.studio_members, members, "member", { person_id: data.personId }),
  },
});

function memberKey({ studioId, userId }: { studioId: string; userId: string }): string {
  return `${studioId}/${userId}`;
}

export interface StudioView {
  id: string;
  name: string;
  address: string;
  language: Language;
  timeZone: string;
  currency: string;
  settings: StudioSettings;
  openedAt: string;
}

export interface MemberView {
  studioId: string;
  userId: string;
  personId: string;
  /** Null once erased. */
  name: string | null;
  email: string | null;
  role: Role;
  switches: Switches;
  joinedAt: string;
}

/** All studios, by name. */
export async function listStudios(db: Kysely<ReadModels>): Promise<StudioView[]> {
  return (await db.selectFrom("studios").selectAll().orderBy("name").execute()).map(studioOf);
}

/** A studio by an address it has or had; null when there is none. A `view.address` that differs is where to lead. */
export async function studioByAddress(db: Kysely<ReadModels>, address: string): Promise<StudioView | null> {
  const row = await db.selectFrom("studios").selectAll("studios")
    .innerJoin("studio_addresses", "studio_addresses.studio_id", "studios.studio_id")
    .where("studio_addresses.address", "=", address).executeTakeFirst();
  return row ? studioOf(row) : null;
}

/** A studio by its id; null when there is none. */
export async function studioById(db: Kysely<ReadModels>, studioId: string): Promise<StudioView | null> {
  const row = await db.selectFrom("studios").selectAll().where("studio_id", "=", studioId).executeTakeFirst();
  return row ? studioOf(row) : null;
}

/** The members of a studio, in the order they joined. */
export async function membersOf(db: Kysely<ReadModels>, studioId: string): Promise<MemberView[]> {
  const rows = await db.selectFrom("studio_members").selectAll().where("studio_id", "=", studioId)
    .orderBy("joined_at").orderBy("member").execute();
  return rows.map(memberOf);
}

/** What a user is a member of. */
export async function membershipsOf(db: Kysely<ReadModels>, userId: string): Promise<MemberView[]> {
  const rows = await db.selectFrom("studio_members").selectAll().where("user_id", "=", userId)
    .orderBy("joined_at").orderBy("member").execute();
  return rows.map(memberOf);
}

function studioOf(row: RowOf<typeof studiosTable["columns"]>): StudioView {
  const { studio_id: id, name, address, language, time_zone: timeZone, currency, settings, opened_at: openedAt } = row;
  return { id, name, address, language, timeZone, currency, settings, openedAt };
}

function memberOf(row: RowOf<typeof members["columns"]>): MemberView {
  const { studio_id: studioId, user_id: userId, person_id: personId, name, email, role, switches } = row;
  return { studioId, userId, personId, name, email, role, switches, joinedAt: row.joined_at };
}
