import { type Pool, transaction } from "./transaction.ts";

/** Whoever changes which generations there are holds this lock. */
export const LOCK = "select pg_advisory_xact_lock(hashtext('projections.migrate'))";

/** Makes what the runtime keeps about folds. Safe to call from several processes at once. */
export async function migrate(pool: Pool): Promise<void> {
  await transaction(pool, async (tx) => {
    await tx.query({ text: LOCK });
    await tx.query({
      text: `create extension if not exists pg_trgm;
        create schema if not exists projections;
        create schema if not exists read;
        create schema if not exists analysis;
        create table if not exists projections.analysts (role name primary key, studio_id uuid not null unique);
        create table if not exists projections.generations (
          name text not null,
          generation int not null,
          version int not null,
          shape text not null,
          state text not null,
          position int8 not null default 0,
          target int8 not null default 0,
          rate float8,
          last_recorded_at timestamptz,
          problem jsonb,
          begun_at timestamptz not null default now(),
          live_at timestamptz,
          about text not null default '',
          primary key (name, generation)
        );
        alter table projections.generations
          drop constraint if exists generations_state_check,
          add constraint generations_state_check
            check (state in ('live', 'building', 'previous', 'cancelled', 'retired')),
          add column if not exists waits bool not null default false,
          add column if not exists ready_at timestamptz,
          add column if not exists frozen bool not null default false,
          add column if not exists applied int8,
          add column if not exists digest text,
          add column if not exists checked jsonb;
        create unique index if not exists one_live on projections.generations (name) where state = 'live';
        create unique index if not exists one_building on projections.generations (name) where state = 'building';
        create unique index if not exists one_previous on projections.generations (name) where state = 'previous';`,
    });
  });
}
