import { migrateDatabase } from "@/db/migrate";
import { loadDotEnv } from "./launcher/dot-env";
import { LauncherProblem } from "./launcher/problem";
import { runCommand } from "./launcher/run-command";

/** `npm run db:migrate`: brings the database of DATABASE_URL to the newest schema. */
await runCommand(async () => {
  loadDotEnv();
  const url = process.env["DATABASE_URL"];
  if (url === undefined || !/^postgres(ql)?:\/\//.test(url)) {
    throw new LauncherProblem(
      "DATABASE_URL is missing or wrong; set it to postgres://user:password@host:5432/database",
    );
  }
  const { applied } = await migrateDatabase(url);
  console.log(applied === 0 ? "The schema is up to date." : `Applied ${applied} migration(s).`);
});
