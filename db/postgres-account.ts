import { execFile } from "node:child_process";
import { lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

type Ids = { uid: number; gid: number };

/**
 * As whom Postgres runs. It refuses to run as root, so root needs another account; `prefix` is what
 * stands before the command, `ids` what the process is started as.
 */
export type PostgresAccount = {
  prefix: readonly string[];
  ids: Ids | undefined;
};

const OVERFLOW_ID = 65_534;

/** An account without rights that has a name on this machine, which initdb asks for. */
function unprivilegedIds(): Ids {
  let passwd = "";
  try {
    passwd = readFileSync("/etc/passwd", "utf8");
  } catch {
    // Without it the usual number is as good as any.
  }
  for (const name of ["postgres", "nobody"]) {
    const [, uid, gid] = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, "m").exec(passwd) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: OVERFLOW_ID, gid: OVERFLOW_ID };
}

type Way = PostgresAccount & { owner?: Ids };

const asItIs: Way = { prefix: [], ids: undefined };

/** In a user namespace files stay the caller's, so folders that only the caller may enter are open. */
const inNamespace = ({ uid, gid }: Ids): Way => ({
  prefix: ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`, "--"],
  ids: undefined,
});

/** Containers often forbid namespaces; this one right lets it reach data below root's home. */
const withOneRight = ({ uid, gid }: Ids): Way => ({
  prefix: [
    "setpriv",
    ...[`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"],
    ...["--inh-caps=+dac_override", "--ambient-caps=+dac_override"],
    "--",
  ],
  ids: undefined,
  owner: { uid, gid },
});

/** What can be done here, best first; each was seen to work where the one before it does not. */
function ways(): Way[] {
  const ids = unprivilegedIds();
  // Without root: an account that has no name (containers) needs the namespace to get one.
  if (process.getuid?.() !== 0) return [asItIs, inNamespace(ids)];
  return [
    { ...inNamespace(ids), owner: { uid: 0, gid: 0 } },
    withOneRight(ids),
    { prefix: [], ids, owner: ids },
  ];
}

function giveTo(path: string, owner: Ids): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || stat.uid === owner.uid) return;
  lchownSync(path, owner.uid, owner.gid);
  if (!stat.isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), owner);
}

/**
 * Finds an account under which `binary` runs and may write to `folder`; root hands the folder to it. Throws with every attempt's reason when there is none.
 */
export async function choosePostgresAccount(
  binary: string,
  folder: string,
): Promise<PostgresAccount> {
  const reasons: string[] = [];
  for (const { owner, ...account } of ways()) {
    try {
      if (owner !== undefined) giveTo(folder, owner);
      const script = 'test -w "$0" && test -x "$0" && id -un && exec "$1" --version';
      const [command, ...args] = [...account.prefix, "sh", "-c", script, folder, binary];
      await run(command, args, { ...account.ids, cwd: "/" });
      return account;
    } catch (error) {
      reasons.push(error instanceof Error ? error.message.trim() : String(error));
    }
  }
  throw new Error(
    `The embedded Postgres cannot run here: it needs an account that is not root, has a name and ` +
      `may write to ${folder}. Set DATABASE_URL to a database of your own, or run this as a ` +
      `normal user.\n${reasons.join("\n")}`,
  );
}
