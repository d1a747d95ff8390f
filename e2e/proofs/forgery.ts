import { openHostileWorld } from "../forgery/hostile-world";
import { proveShutOut } from "../forgery/shut-out";
import type { Figure, Proof, ProofContext } from "./proof";

async function run(context: ProofContext): Promise<Figure[]> {
  const world = await openHostileWorld(context);
  try {
    return [...(await proveShutOut(world))];
  } finally {
    await world.close();
  }
}

export const forgery: Proof = { name: "forgery", title: "Forged callbacks", run };
