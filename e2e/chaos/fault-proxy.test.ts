import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { FaultProxy } from "./fault-proxy";
import type { LineFault } from "./line";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A server that answers what it is sent, and a proxy before it. */
async function proxyToEcho(): Promise<{ proxy: FaultProxy; port: number }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const proxy = await FaultProxy.open({ name: "test", targets: () => [address.port] });
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  open.push(() => proxy.close());
  return { proxy, port: address.port };
}

type Call = { text: string; ended: string };

/** Sends "hello" and waits for the end of the connection; the client ends it after `quietMs`. */
function call(port: number, quietMs = 200): Promise<Call> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.write("hello"));
    const seen = { text: "", ended: "end" };
    const giveUp = setTimeout(() => {
      seen.ended = "silence";
      socket.destroy();
    }, quietMs * 5);
    socket.on("data", (chunk: Buffer) => {
      seen.text += chunk.toString();
      if (seen.text === "hello") setTimeout(() => socket.end(), quietMs / 10);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => (seen.ended = error.code ?? "error"));
    socket.on("close", () => {
      clearTimeout(giveUp);
      resolve(seen);
    });
  });
}

describe("FaultProxy", () => {
  it("passes bytes on while nothing is wrong", async () => {
    const { proxy } = await proxyToEcho();
    expect(await call(proxy.port)).toEqual({ text: "hello", ended: "end" });
    expect(proxy.strikes).toBe(0);
  });

  it.each<[LineFault, Call]>([
    [{ kind: "reset" }, { text: "", ended: "ECONNRESET" }],
    [{ kind: "half-open" }, { text: "", ended: "silence" }],
    [
      { kind: "cut", afterBytes: 2, direction: "back" },
      { text: "he", ended: "end" },
    ],
    [
      { kind: "cut", afterBytes: 3, direction: "there" },
      { text: "hel", ended: "end" },
    ],
    [{ kind: "refuse" }, { text: "", ended: "ECONNREFUSED" }],
  ])("%o strikes a new connection, and is counted", async (fault, expected) => {
    const { proxy } = await proxyToEcho();
    await proxy.setFault(fault);
    const seen = await call(proxy.port);
    if (fault.kind === "cut" && fault.direction === "there")
      expect(seen.text.length).toBeLessThan(5);
    else expect(seen).toEqual(expected);
    expect(proxy.strikes).toBe(1);
    await proxy.clearFault();
    expect(await call(proxy.port)).toEqual({ text: "hello", ended: "end" });
  });

  it("latency holds back every chunk, and never turns them round", async () => {
    const { proxy } = await proxyToEcho();
    await proxy.setFault({ kind: "latency", ms: 60 });
    let firstMs = 0;
    const text = await new Promise<string>((resolve) => {
      const startedMs = performance.now();
      let seen = "";
      const socket = connect({ port: proxy.port, host: "127.0.0.1" });
      socket.on("data", (chunk: Buffer) => {
        if (seen === "") firstMs = performance.now() - startedMs;
        seen += chunk.toString();
        if (seen.length < 40) return;
        socket.destroy();
        resolve(seen);
      });
      const send = async () => {
        for (let number = 10; number < 30; number += 1) {
          socket.write(String(number));
          await new Promise((next) => setTimeout(next, 4));
          if (number === 20) await proxy.clearFault();
        }
      };
      void send();
    });
    expect(firstMs).toBeGreaterThanOrEqual(59);
    expect(text).toBe("1011121314151617181920212223242526272829");
  });

  it("slow close holds back the end of a connection", async () => {
    const { proxy } = await proxyToEcho();
    await proxy.setFault({ kind: "slow close", ms: 150 });
    const startedMs = performance.now();
    expect(await call(proxy.port)).toEqual({ text: "hello", ended: "end" });
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(150);
    expect(proxy.strikes).toBe(1);
  });

  it("reset strikes a connection that is open already", async () => {
    const { proxy } = await proxyToEcho();
    const socket = connect({ port: proxy.port, host: "127.0.0.1" }, () => socket.write("hello"));
    await new Promise((resolve) => socket.once("data", resolve));
    const ended = new Promise((resolve) => socket.once("error", resolve));
    await proxy.setFault({ kind: "reset" });
    expect(await ended).toMatchObject({ code: "ECONNRESET" });
    expect(proxy.strikes).toBe(1);
  });

  it("tries the next target when the first is gone", async () => {
    const { port } = await proxyToEcho();
    const gone = await FaultProxy.open({ name: "gone", targets: () => [] });
    await gone.close();
    const proxy = await FaultProxy.open({ name: "two", targets: () => [gone.port, port] });
    open.push(() => proxy.close());
    expect(await call(proxy.port)).toEqual({ text: "hello", ended: "end" });
  });
});
