import type postgres from "postgres";
import { ROLES } from "@/db/vocabulary";
import type { Stack } from "../support/stack";
import type { CallerName } from "./entry";

export type Caller = { name: CallerName; headers: Record<string, string> };

const emailOf = (role: string) => `${role}@own.example`;

/** A member for each role, all with the password of the merchant's first owner. */
async function addMembers(sql: postgres.Sql, ownerEmail: string): Promise<void> {
  for (const role of ROLES) {
    await sql`
      with owner as (
        select u.id, m.merchant_id, a.password
        from users u join members m on m.user_id = u.id
        join accounts a on a.user_id = u.id and a.provider_id = 'credential'
        where u.email = ${ownerEmail}
      ), person as (
        insert into users (id, name, email, email_verified)
        values (${`u_${role}`}, ${role}, ${emailOf(role)}, true)
      ), account as (
        insert into accounts (id, account_id, provider_id, user_id, password)
        select ${`acc_${role}`}, ${`u_${role}`}, 'credential', ${`u_${role}`}, password from owner
      )
      insert into members (merchant_id, user_id, role)
      select merchant_id, ${`u_${role}`}, ${role} from owner`;
  }
}

async function signIn(appUrl: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${appUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: appUrl },
    body: JSON.stringify({ email, password }),
  });
  const cookies = response.headers.getSetCookie().map((line) => line.split(";", 1)[0] ?? "");
  if (cookies.length === 0) throw new Error(`${email} cannot sign in: ${response.status}`);
  return cookies.join("; ");
}

/** A key of the merchant that was good once. */
async function makeRevokedKey(sql: postgres.Sql, merchantId: string): Promise<string> {
  const secret = "sk_revoked-key-of-the-matrix";
  await sql`
    insert into api_keys (id, merchant_id, name, prefix, secret_sha256, revoked_at)
    values ('key_revoked', ${merchantId}, 'old', 'sk_revo',
      sha256(convert_to(${secret}, 'UTF8')), now())`;
  return secret;
}

/** Everybody who may call, `customer` with the cookie of the order that they paid. */
export async function makeCallers(
  sql: postgres.Sql,
  { appUrl, access, cronSecret }: Stack,
  customer: string,
): Promise<Caller[]> {
  const [row] = await sql<{ merchantId: string }[]>`
    select merchant_id as "merchantId" from members m join users u on u.id = m.user_id
    where u.email = ${access.email}`;
  await addMembers(sql, access.email);
  const members = await Promise.all(
    ROLES.map(async (role) => ({
      name: role,
      headers: { cookie: await signIn(appUrl, emailOf(role), access.password) },
    })),
  );
  const revoked = await makeRevokedKey(sql, row?.merchantId ?? "");
  const bearing = (secret: string) => ({ authorization: `Bearer ${secret}` });
  return [
    { name: "nobody", headers: {} },
    { name: "customer", headers: { cookie: customer } },
    { name: "api key", headers: bearing(access.apiKey) },
    { name: "revoked key", headers: bearing(revoked) },
    { name: "cron", headers: bearing(cronSecret) },
    ...members,
  ];
}
