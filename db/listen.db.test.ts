import { connect, createServer, type Socket } from "node:net";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "./free-port";
import { openListener } from "./listen";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A line to the database that can fall silent: open, and nothing comes through any more. */
async function openLine(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const port = await freePort();
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(Number(target.port), target.hostname);
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    inner.pipe(outer);
    outer.pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    /** Holds for the connections there are; new ones are whole. */
    fallSilent: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

it("notices a connection that died without a word, and makes a new one", async () => {
  const line = await openLine(database.url);
  const sql = postgres(database.url, { max: 1 });
  const told: string[] = [];
  const listener = openListener({
    url: line.url,
    channel: "Some channel",
    applicationName: "a test",
    onNotification: (payload) => told.push(`heard ${payload}`),
    onConnected: () => told.push("connected"),
    onLost: () => told.push("lost"),
    heartbeatMs: 50,
    heartbeatTimeoutMs: 200,
  });
  await expect.poll(() => told).toEqual(["connected"]);
  await sql.notify("Some channel", "1");
  await expect.poll(() => told.at(-1)).toBe("heard 1");
  line.fallSilent();
  await sql.notify("Some channel", "2");
  await expect.poll(() => told).toEqual(["connected", "heard 1", "lost", "connected"]);
  await sql.notify("Some channel", "3");
  await expect.poll(() => told.at(-1)).toBe("heard 3");
  await listener.close();
  expect(told.at(-1)).toBe("lost");
  await sql.end();
  await line.close();
});

it("tries again while there is no server, and stops when it is told to", async () => {
  const port = await freePort();
  let lost = 0;
  const listener = openListener({
    url: `postgres://nobody:x@127.0.0.1:${port}/none`,
    channel: "any",
    applicationName: "a test",
    onNotification: () => undefined,
    onConnected: () => undefined,
    onLost: () => (lost += 1),
  });
  await expect.poll(() => lost, { timeout: 5_000 }).toBeGreaterThan(1);
  await listener.close();
  const atTheEnd = lost;
  await new Promise(setImmediate);
  expect(lost).toBe(atTheEnd);
});
