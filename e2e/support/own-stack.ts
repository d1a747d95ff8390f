import { DatabaseLine } from "./database-line";
import { createSeededDatabase, startAnotherApp, type Stack, type StartedApp } from "./stack";

/** What a story's file needs that the run's own stack cannot give it. */
export type OwnStackOptions = {
  /** App processes of the same build over one database of their own. */
  processes: number;
  /** Environment variables that differ, such as SWEEPER. */
  env?: Record<string, string>;
};

export type OwnStack = {
  /** As the run's stack, with the first process as the app. */
  stack: Stack;
  apps: StartedApp[];
  /** Between the apps and the database; the witness goes around it. */
  line: DatabaseLine;
  stop: () => Promise<void>;
};

/** Starts app processes over a fresh, seeded database; the simulator is the run's. */
export async function startOwnStack(stack: Stack, options: OwnStackOptions): Promise<OwnStack> {
  const database = await createSeededDatabase(stack);
  const line = await DatabaseLine.open(database.databaseUrl);
  const apps: StartedApp[] = [];
  const stop = async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await line.cut();
    await database.drop();
  };
  try {
    for (let started = 0; started < options.processes; started += 1) {
      apps.push(await startAnotherApp(stack, { DATABASE_URL: line.url, ...options.env }));
    }
    const [first] = apps;
    if (first === undefined) throw new Error("an own stack has at least one process");
    const { databaseUrl, access } = database;
    return { stack: { ...stack, appUrl: first.url, databaseUrl, access }, apps, line, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
