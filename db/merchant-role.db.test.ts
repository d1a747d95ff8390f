import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "./client";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded";
import { migrateDatabase } from "./migrate";
import { orders } from "./schema/orders";
import { createDatabase, createTestDatabase, type TestDatabase } from "./test-database";

/**
 * What the role `malipo_tenant` may see. A table with `merchant_id` must have the policy; a table
 * without one belongs to nobody, and has to be named here so that somebody thought about it.
 */

const GLOBAL_TABLES = [
  "accounts",
  "access_tokens",
  "auth_rate_limits",
  "invariant_results",
  "leases",
  "rate_buckets",
  "sessions",
  "setup_links",
  "two_factors",
  "verifications",
];
/** Belong to merchants without carrying `merchant_id`: the merchant itself, and people by membership. */
const BY_ANOTHER_COLUMN = ["merchants", "users"];

/** Of these the role reads what its page shows, column by column; it must never read the rest. */
const NEVER_READ: Record<string, string[]> = {
  api_keys: ["secret_sha256"],
  attempts: ["check_lease_until", "submission_id", "token_sha256"],
  invitations: ["token_sha256"],
  order_notes: ["author_id", "submission"],
  shortcodes: [
    "consumer_key_hash",
    "consumer_key_sealed",
    "consumer_secret_sealed",
    "pass_key_sealed",
  ],
  users: ["created_at", "email_verified", "image", "two_factor_enabled", "updated_at"],
};

let database: TestDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await database.drop();
});

type Table = { name: string; hasMerchant: boolean; isGuarded: boolean; policy: string | null };

const readTables = () => sql<Table[]>`
  select c.relname as name, c.relrowsecurity as "isGuarded",
    exists (
      select from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
    ) as "hasMerchant",
    (
      select string_agg(pg_get_expr(p.polqual, p.polrelid), ' | ') from pg_policy p
      where p.polrelid = c.oid and p.polcmd = 'r' and p.polpermissive
        and p.polroles = array['malipo_tenant'::regrole::oid]
    ) as policy
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by name`;

describe("every table", () => {
  it("belongs to merchants, or was deliberately left to nobody", async () => {
    const tables = await readTables();
    const others = tables.filter(({ hasMerchant }) => !hasMerchant).map(({ name }) => name);
    expect(others).toEqual([...GLOBAL_TABLES, ...BY_ANOTHER_COLUMN].sort());
    for (const { name, isGuarded, policy } of tables) {
      const isGlobal = GLOBAL_TABLES.includes(name);
      expect([name, isGuarded, policy !== null]).toEqual([name, !isGlobal, !isGlobal]);
    }
  });

  it("with merchant_id is open to its merchant by the same rule, and by no other", async () => {
    const tables = await readTables();
    const rules = new Set(tables.flatMap((t) => (t.hasMerchant ? [t.policy] : [])));
    expect([...rules]).toEqual([
      "(merchant_id = current_setting('malipo.merchant_id'::text, true))",
    ]);
    const [policies] = await sql<{ count: number }[]>`select count(*)::int from pg_policies`;
    expect(policies?.count).toBe(tables.length - GLOBAL_TABLES.length);
  });
});

describe("the role", () => {
  it("cannot sign in, is no superuser, and owns, writes and inherits nothing", async () => {
    const [role] = await sql`
      select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles
      where rolname = 'malipo_tenant'`;
    expect(new Set(Object.values(role ?? {}))).toEqual(new Set([false]));
    const writable = await sql`
      select c.relname, right_name from pg_class c,
        unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as right_name
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and has_table_privilege('malipo_tenant', c.oid, right_name)`;
    expect(writable).toEqual([]);
    const memberships = await sql`
      select from pg_auth_members where member = 'malipo_tenant'::regrole`;
    expect(memberships).toHaveLength(0);
  });

  it("reads nothing of global tables and views, and no secret beside what it shows", async () => {
    const hidden = await sql<{ table: string; columns: string[] }[]>`
      select c.relname as table, array_agg(a.attname::text order by a.attname) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and not has_column_privilege('malipo_tenant', c.oid, a.attnum, 'SELECT')
      group by c.relname`;
    const partly = new Map(hidden.map(({ table, columns }) => [table, columns]));
    for (const [table, columns] of Object.entries(NEVER_READ)) {
      expect([table, partly.get(table)]).toEqual([table, columns]);
    }
    const readable = await sql<{ name: string }[]>`
      select distinct c.relname as name
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace
        and has_column_privilege('malipo_tenant', c.oid, a.attnum, 'SELECT')`;
    const names = readable.map(({ name }) => name);
    for (const table of [...GLOBAL_TABLES, "daily_mails", "idempotency_keys"])
      expect(names).not.toContain(table);
    expect(names.filter((name) => name.startsWith("invariant_"))).toEqual(["invariant_offenders"]);
  });
});

describe("with the role set by hand", () => {
  beforeAll(async () => {
    for (const id of ["mer_a", "mer_b"]) {
      await sql`insert into merchants (id, name) values (${id}, ${id})`;
      await sql`insert into users (id, name, email) values (${`u_${id}`}, ${id}, ${id})`;
      await sql`insert into members (merchant_id, user_id, role) values (${id}, ${`u_${id}`}, 'owner')`;
    }
  });

  const asRole = <Row extends object>(
    merchant: string | null,
    work: (sql: postgres.TransactionSql) => Promise<Row[]>,
  ) =>
    sql.begin(async (transaction) => {
      await transaction`set local role malipo_tenant`;
      if (merchant !== null) {
        await transaction`select set_config('malipo.merchant_id', ${merchant}, true)`;
      }
      return [...(await work(transaction))];
    });

  it("no merchant named is nothing seen, also after one was named before", async () => {
    const all = (t: postgres.TransactionSql) => t<{ id: string }[]>`select id from merchants`;
    expect(await asRole(null, all)).toEqual([]);
    expect(await asRole("mer_a", all)).toEqual([{ id: "mer_a" }]);
    expect(await asRole(null, all)).toEqual([]);
    expect(await asRole("", all)).toEqual([]);
  });

  it("people are seen by those they work with", async () => {
    const people = (t: postgres.TransactionSql) => t<{ email: string }[]>`select email from users`;
    expect(await asRole("mer_b", people)).toEqual([{ email: "mer_b" }]);
    expect(await asRole(null, people)).toEqual([]);
  });

  it("nothing can be written, and no secret read", async () => {
    const refused = [
      "insert into merchants (id, name) values ('mer_c', 'x')",
      "update merchants set name = 'x'",
      "delete from members",
      "select secret_sha256 from api_keys",
      "select pass_key_sealed from shortcodes",
      "select * from sessions",
      "select password from accounts",
      "select * from invariant_paid_is_counted_sum",
      "create table theirs (id int)",
    ];
    for (const statement of refused) {
      const run = asRole("mer_a", (t) => t.unsafe<object[]>(statement));
      await expect(run, statement).rejects.toMatchObject({ code: "42501" });
    }
  });
});

describe("the migration, on a server that has no such role yet", () => {
  let folder: string;
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "malipo-role-"));
    server = await startEmbeddedPostgres({ folder, isDurable: false });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A database that belongs to a role which is no superuser, as hosts give it to their customers. */
  async function hire(name: string, rights: string): Promise<string> {
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    await admin.unsafe(`create role ${name} login password 'p' ${rights}`);
    await admin.unsafe(`create database ${name} owner ${name} template template0`);
    await admin.end({ timeout: 5 });
    const url = new URL(server.url);
    url.username = name;
    url.password = "p";
    url.pathname = `/${name}`;
    return url.href;
  }

  const readNothing = async (url: string) => {
    const opened = openDatabase({
      url,
      maxConnections: 1,
      applicationName: "hired",
      onConnectionError: () => undefined,
    });
    try {
      return await opened.readAsMerchant("mer_a", (db) => db.select().from(orders));
    } finally {
      await opened.close();
    }
  };

  it("makes it once, whichever of several databases comes first", async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => createDatabase(server.url)));
    await Promise.all(made.map(({ url }) => migrateDatabase(url)));
    for (const { url } of made) expect(await readNothing(url)).toEqual([]);
  });

  it("lets an owner without special rights use it, once somebody granted it", async () => {
    const url = await hire("plain", "");
    await expect(migrateDatabase(url)).rejects.toThrow(/permission|must have|not permitted/i);
    const admin = postgres(server.url, { max: 1 });
    await admin`grant malipo_tenant to plain`;
    await admin.end({ timeout: 5 });
    await migrateDatabase(url);
    expect(await readNothing(url)).toEqual([]);
  });

  it("is made by an owner who may make roles", async () => {
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    const migrated = await admin<{ name: string }[]>`
      select datname as name from pg_database where datname like 'malipo_test_%' or datname = 'plain'`;
    for (const { name } of migrated) await admin`drop database ${admin(name)} with (force)`;
    await admin`drop role malipo_tenant`;
    await admin.end({ timeout: 5 });
    const url = await hire("maker", "createrole");
    await migrateDatabase(url);
    expect(await readNothing(url)).toEqual([]);
  });
});
