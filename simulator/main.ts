import { readSettings } from "./environment";
import { startSimulator } from "./start-simulator";

const read = readSettings(process.env);
if (!read.ok) stop(read.message);
const { settings } = read;

try {
  const simulator = await startSimulator(settings);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void simulator.close().then(() => process.exit(0)));
  }
  console.log(`Simulator (Daraja and phone) on ${simulator.url}`);
} catch (error) {
  stop(whyNotStarted(error, settings.host, settings.port));
}

function whyNotStarted(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is taken; set SIMULATOR_PORT.`;
  if (code === "EACCES") return `Port ${port} may not be used; set SIMULATOR_PORT.`;
  return `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : "unknown"}`;
}

function stop(message: string): never {
  console.error(`Simulator not started. ${message}`);
  process.exit(1);
}
