import { ident, type Queryable } from "../runtime/sql.ts";
import { type Pool, transaction } from "../runtime/transaction.ts";
import { ANALYSIS } from "../runtime/views.ts";

/** A studio's own login role: it sees its studio's rows in schema `analysis`, and nothing else. */
export interface AnalystLogin {
  /** Says nothing about whose it is: every role can list the names of all. */
  role: string;
  password: string;
}

/** Holds what every studio's role may read. */
const GROUP = "projection_analysts";
/** What one statement may take outside of the console; inside, the console ends it. */
const STATEMENT_TIMEOUT = "30s";
const CONNECTIONS = 5;

/**
 * Functions that anybody may call by default and that no question about figures needs: they write large objects, take locks
 * that the election uses, speak on channels, tell sizes and counts of everybody's rows, change settings, or just wait.
 */
const DANGEROUS =
  "^(lo_|loread$|lowrite$|pg_(try_)?advisory_|pg_notify$|pg_stat_|pg_.*_size$|pg_sleep|set_config$|pg_ls_|pg_read_|" +
  "pg_cancel_backend$|pg_terminate_backend$|pg_export_snapshot$|pg_logical_|pg_create_|pg_switch_|" +
  "(query|table|schema|database|cursor)_to_xml|currval$|nextval$|setval$)";
/** Views of the catalogue that tell of others: who there is, what they do, how many rows there are. */
const TELLING = ["pg_roles", "pg_user", "pg_group", "pg_auth_members", "pg_db_role_setting", "pg_locks"];

/**
 * Sees to it that the role is there with this password, and that it and everybody else without a name of their own may do no
 * more than meant. What only a superuser may close is closed where we are one (always in the embedded cluster).
 * @throws when we may not make roles (`CREATEROLE`)
 */
export async function ensureAnalyst(
  pool: Pool,
  studioId: string,
  { role, password }: AnalystLogin,
): Promise<{ hardened: boolean }> {
  return await transaction(pool, async (tx) => {
    await tx.query({ text: "select pg_advisory_xact_lock(hashtext('projections.analysts'))" });
    if (!await exists(tx, GROUP)) await close(tx);
    const has = await exists(tx, role);
    await tx.query({
      text: `${has ? "alter" : "create"} role ${
        ident(role)
      } login nosuperuser nocreatedb nocreaterole noreplication inherit
        connection limit ${CONNECTIONS} password ${literal(password)}`,
    });
    await tx.query({ text: `grant ${GROUP} to ${ident(role)}` });
    for (const setting of settings) await tx.query({ text: `alter role ${ident(role)} set ${setting}` });
    await attempt(tx, `alter role ${ident(role)} set temp_file_limit = '512MB'`);
    await tx.query({
      text: `insert into projections.analysts (role, studio_id) values ($1, $2)
        on conflict (studio_id) do update set role = excluded.role`,
      values: [role, studioId],
    });
    const { rows } = await tx.query({
      text: "select has_function_privilege($1, 'pg_notify(text, text)', 'execute') as open",
      values: [role],
    });
    return { hardened: !rows[0].open };
  });
}

const settings = [
  `search_path = ${ANALYSIS}`,
  "default_transaction_read_only = on",
  `statement_timeout = '${STATEMENT_TIMEOUT}'`,
  "idle_session_timeout = '10min'",
  "idle_in_transaction_session_timeout = '1min'",
  "lock_timeout = '2s'",
  "timezone = 'UTC'",
];

async function close(tx: Queryable): Promise<void> {
  await tx.query({ text: `create role ${GROUP} nologin` });
  await tx.query({ text: `grant usage on schema ${ANALYSIS} to ${GROUP}` });
  await tx.query({ text: `grant select on all tables in schema ${ANALYSIS} to ${GROUP}` });
  // views are made anew with each generation
  await tx.query({ text: `alter default privileges in schema ${ANALYSIS} grant select on tables to ${GROUP}` });
  const { rows } = await tx.query({ text: "select current_database() as name" });
  await attempt(tx, `revoke temporary on database ${ident(rows[0].name)} from public`);
  await attempt(tx, "revoke all on schema public from public");
  for (const view of TELLING) await attempt(tx, `revoke all on pg_catalog.${view} from public`);
  await attempt(tx, closeColumns("pg_class", ["relpages", "reltuples", "relallvisible"]));
  await attempt(
    tx,
    `do $$ declare f record; begin
      for f in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'pg_catalog' and p.proname ~ ${literal(DANGEROUS)}
      loop execute format('revoke execute on function %s from public', f.name); end loop;
    end $$`,
  );
}

/** Everything of a catalogue table but these columns stays readable: drivers look things up in it. */
function closeColumns(table: string, columns: readonly string[]): string {
  return `do $$ declare open text; begin
    select string_agg(quote_ident(attname), ', ') into open from pg_attribute
      where attrelid = 'pg_catalog.${table}'::regclass and not attisdropped and attname <> all (array[${
    columns.map(literal).join(", ")
  }]);
    revoke all on pg_catalog.${table} from public;
    execute format('grant select (%s) on pg_catalog.${table} to public', open);
  end $$`;
}

async function exists(tx: Queryable, role: string): Promise<boolean> {
  const { rows } = await tx.query({ text: "select 1 from pg_roles where rolname = $1", values: [role] });
  return rows.length > 0;
}

/** What only a superuser may do; without, the transaction goes on. */
async function attempt(tx: Queryable, text: string): Promise<void> {
  await tx.query({ text: "savepoint attempt" });
  try {
    await tx.query({ text });
    await tx.query({ text: "release savepoint attempt" });
  } catch (error) {
    await tx.query({ text: "rollback to savepoint attempt" });
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
  }
}

const INSUFFICIENT_PRIVILEGE = "42501";

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
