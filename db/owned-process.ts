import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const DEFAULT_GRACE_MS = 4_000;

export type OwnedProcessOptions = {
  /** What people call it, for messages. */
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
  stdio?: StdioOptions;
  ids?: { uid: number; gid: number } | undefined;
  /** Asks it to end; SIGTERM unless told. */
  stopSignal?: "SIGTERM" | "SIGINT";
  /** How long it may take to end by itself before SIGKILL. */
  graceMs?: number;
};

/** How a process ended, in words: "code 1" or "signal SIGKILL". */
export type Ending = string;

export type OwnedProcess = {
  name: string;
  pid: number;
  child: ChildProcess;
  /** Settles when it has ended, for whatever reason. Never rejects. */
  ended: Promise<Ending>;
  hasEnded(): boolean;
  /** Ends it and everything in its process group; safe to call more than once. */
  stop(): Promise<void>;
};

const live = new Map<number, { stopSignal: NodeJS.Signals; stop: () => Promise<void> }>();
let reaper: ChildProcess | undefined;

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

function startReaper(): ChildProcess {
  const script = fileURLToPath(new URL("reaper.mjs", import.meta.url));
  const started = spawn(process.execPath, [script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { NODE_ENV: "production" },
  });
  started.unref();
  started.stdin.on("error", () => undefined);
  // It must not keep this process alive.
  if (started.stdin instanceof Socket) started.stdin.unref();
  process.once("exit", () => {
    for (const [pid, { stopSignal }] of live) signalGroup(pid, stopSignal);
  });
  return started;
}

/** The helper process ends what it was told of should this process be killed. */
function tellReaper(line: string): void {
  reaper ??= startReaper();
  reaper.stdin?.write(`${line}\n`);
}

/**
 * Starts a process that never outlives this one: it runs in a process group of its own, `stop` ends
 * the group, and so does the death of this process. Rejects when it cannot be started at all.
 */
export async function startOwned(options: OwnedProcessOptions): Promise<OwnedProcess> {
  const { name, command, args, stopSignal = "SIGTERM", graceMs = DEFAULT_GRACE_MS } = options;
  const child = spawn(command, args, {
    detached: true,
    env: options.env,
    stdio: options.stdio ?? ["ignore", "inherit", "inherit"],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.ids,
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => {
      reject(new Error(`${name} could not be started: ${error.message}`, { cause: error }));
    });
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} has no process id`);
  tellReaper(`watch ${pid} ${stopSignal}`);

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<Ending>((resolve) => {
    const onExit = () => {
      // What the process left in its group must go too.
      signalGroup(pid, "SIGKILL");
      live.delete(pid);
      tellReaper(`forget ${pid}`);
      const { exitCode, signalCode } = child;
      resolve(signalCode === null ? `code ${exitCode ?? 0}` : `signal ${signalCode}`);
    };
    if (isRunning()) child.once("exit", onExit);
    else onExit();
  });
  const stop = async () => {
    if (isRunning()) signalGroup(pid, stopSignal);
    const escalation = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
    await ended;
    clearTimeout(escalation);
  };
  if (isRunning()) live.set(pid, { stopSignal, stop });
  return { name, pid, child, ended, hasEnded: () => !isRunning(), stop };
}

/** Ends every process started here: the oldest, on which the others stand, when they are gone. */
export async function stopAllOwned(): Promise<void> {
  const [oldest, ...others] = live.values();
  await Promise.all(others.map(({ stop }) => stop()));
  await oldest?.stop();
}
