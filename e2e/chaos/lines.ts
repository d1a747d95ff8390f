import type { AppProcess } from "./app-process";
import type { DarajaTap } from "./daraja-tap";
import { FaultProxy } from "./fault-proxy";
import type { Watcher } from "./line";
import type { AppIndex, LineName } from "./plan";

/** Every line between the processes, each with its own faults. */
export type Lines = {
  customers: FaultProxy;
  callbacks: FaultProxy;
  daraja: FaultProxy;
  databases: readonly [FaultProxy, FaultProxy];
};

export type LinesOptions = {
  postgresPort: number;
  simulatorPort: number;
  /** Where customers come in; 0 for any free port. */
  entryPort: number;
  /** Filled as they start: customers and callbacks go to those in rotation, in turn. */
  apps: readonly AppProcess[];
  tap: DarajaTap;
  /** Called with the app that has just been handed a callback. */
  onCallback: (app: AppProcess) => void;
};

/** Opens a proxy for customers, callbacks, the provider, and each app's way to the database. */
export async function openLines(options: LinesOptions): Promise<Lines> {
  const { apps, tap, postgresPort, simulatorPort } = options;
  let turn = 0;
  const targets = () => {
    turn += 1;
    const ports = apps.filter((app) => app.isInRotation).map(({ port }) => port);
    return [...ports.slice(turn % 2), ...ports.slice(0, turn % 2)];
  };
  const toDatabase = { name: "database", targets: () => [postgresPort] };
  return {
    customers: await FaultProxy.open({ name: "customers", targets }, options.entryPort),
    callbacks: await FaultProxy.open({
      name: "callbacks",
      targets,
      watch: (port) => watchCallback(port, options),
    }),
    daraja: await FaultProxy.open({
      name: "daraja",
      targets: () => [simulatorPort],
      watch: () => tap.watch(),
    }),
    databases: [await FaultProxy.open(toDatabase), await FaultProxy.open(toDatabase)],
  };
}

export const pickLine = (lines: Lines, name: LineName, app: AppIndex): FaultProxy =>
  name === "database" ? lines.databases[app] : lines[name];

export async function closeLines({ databases, ...lines }: Lines): Promise<void> {
  for (const line of [...Object.values(lines), ...databases]) await line.close();
}

/** Tells the tap of a callback, and whoever wants to know which app was handed it. */
function watchCallback(port: number, { apps, tap, onCallback }: LinesOptions): Watcher {
  let isTold = false;
  return {
    there: (chunk) => {
      const token = /^POST \/api\/callbacks\/([A-Za-z0-9_-]+)/.exec(chunk.toString("latin1"))?.[1];
      if (isTold || token === undefined) return;
      isTold = true;
      tap.callbackFor(token);
      const app = apps.find((one) => one.port === port);
      if (app !== undefined) onCallback(app);
    },
  };
}
