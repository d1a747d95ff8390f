import { REFUSED, runOutage, SILENT, SLOW, STOPPED, type Away } from "../outages/outage";
import { payThroughPooler } from "../outages/pay-through-pooler";
import { findPgBouncer } from "../outages/pgbouncer";
import { compareBooks } from "../outages/settle";
import { openOutageWorld } from "../outages/world";
import { scaled, type Figure, type Proof, type ProofContext } from "./proof";

const AWAY_MS = 60_000;
const LEAST_AWAY_MS = 3_000;
const PAYMENTS = 240;
/** Below it, one outage behind PgBouncer is enough to see that nothing has changed. */
const SMALL_SCALE = 0.2;

async function runAll(
  context: ProofContext,
  options: { name: string; kinds: readonly Away[]; pgbouncer: string | null },
): Promise<Figure[]> {
  const { name, kinds, pgbouncer } = options;
  const { progress, seed } = context;
  const size = {
    awayMs: Math.max(LEAST_AWAY_MS, scaled(AWAY_MS, context)),
    payments: scaled(PAYMENTS, context),
  };
  const world = await openOutageWorld(await context.stack(), { seed, pgbouncer });
  const figures: Figure[] = [];
  try {
    if (pgbouncer !== null)
      figures.push(...(await payThroughPooler(world, scaled(PAYMENTS, context))));
    for (const kind of kinds) {
      progress(`${name}: ${kind.name}, ${(size.awayMs / 1_000).toFixed(0)} s`);
      figures.push(...(await runOutage(world, kind, size)));
    }
    figures.push(...(await compareBooks(world, "afterwards")));
  } finally {
    await world.close();
  }
  return figures.map((figure) => ({ ...figure, name: `${name}, ${figure.name}` }));
}

/**
 * That nothing hangs, falls over or is lost while the database is away under load, and that all is
 * well again soon after; the same behind PgBouncer in transaction mode.
 */
async function run(context: ProofContext): Promise<Figure[]> {
  const direct = await runAll(context, {
    name: "direct",
    kinds: [REFUSED, SILENT, SLOW, STOPPED],
    pgbouncer: null,
  });
  const pgbouncer = findPgBouncer();
  if (pgbouncer === null) {
    context.progress("PgBouncer: not installed, skipped");
    // A full run is not one without it.
    const must = context.scale >= 1 ? { must: { be: 1 } } : {};
    return [...direct, { name: "PgBouncer installed", value: 0, ...must }];
  }
  const kinds = context.scale < SMALL_SCALE ? [STOPPED] : [REFUSED, SILENT, STOPPED];
  return [...direct, ...(await runAll(context, { name: "PgBouncer", kinds, pgbouncer }))];
}

export const outages: Proof = {
  name: "outages",
  title: "Outages: the database away under load",
  run,
};
