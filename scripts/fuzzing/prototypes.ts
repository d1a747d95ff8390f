const WATCHED: readonly (readonly [string, object])[] = [
  ["Object", Object.prototype],
  ["Array", Array.prototype],
  ["Function", Function.prototype],
  ["String", String.prototype],
  ["Number", Number.prototype],
  ["Boolean", Boolean.prototype],
  ["Date", Date.prototype],
  ["RegExp", RegExp.prototype],
  ["Map", Map.prototype],
  ["Set", Set.prototype],
  ["Promise", Promise.prototype],
  ["Error", Error.prototype],
  ["Object itself", Object],
  ["Array itself", Array],
  ["JSON", JSON],
];

export type PrototypePrint = ReadonlyMap<string, unknown>;

/** Every property of the built-in prototypes with what it holds, to be compared later. */
export function printPrototypes(): PrototypePrint {
  const print = new Map<string, unknown>();
  for (const [name, watched] of WATCHED) {
    print.set(`${name} > [[Prototype]]`, Object.getPrototypeOf(watched));
    for (const key of Reflect.ownKeys(watched)) {
      const descriptor = Object.getOwnPropertyDescriptor(watched, key) ?? {};
      for (const [part, held] of Object.entries(descriptor)) {
        print.set(`${name} > ${String(key)} > ${part}`, held);
      }
    }
  }
  return print;
}

/** The properties that differ, by name. */
export function changedPrototypes(before: PrototypePrint, after: PrototypePrint): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => !Object.is(before.get(name), after.get(name)));
}
