import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/**
 * The line between an app and its database, to be cut and mended: while it is cut, connections are
 * refused, and those that were open are gone.
 */
export class DatabaseLine {
  /** The database's address by way of this line. */
  readonly url: string;
  private readonly target: URL;
  private readonly port: number;
  private readonly sockets = new Set<Socket>();
  private server: ReturnType<typeof createServer> | null;

  private constructor(target: URL, server: ReturnType<typeof createServer>, port: number) {
    this.target = target;
    this.server = server;
    this.port = port;
    const address = new URL(target);
    address.host = `127.0.0.1:${port}`;
    this.url = address.href;
  }

  static async open(databaseUrl: string): Promise<DatabaseLine> {
    const server = createServer();
    const port = await listen(server, 0);
    const line = new DatabaseLine(new URL(databaseUrl), server, port);
    line.serve(server);
    return line;
  }

  private serve(server: ReturnType<typeof createServer>): void {
    server.on("connection", (near) => {
      const far = connect(Number(this.target.port), this.target.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one.on("error", () => other.destroy());
        one.on("close", () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }

  async cut(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    if (this.server !== null) return;
    const server = createServer();
    this.serve(server);
    await listen(server, this.port);
    this.server = server;
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("no port"));
      else resolve((address satisfies AddressInfo).port);
    });
  });
}
