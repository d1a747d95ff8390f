import { useCallback, useState } from "react";
import type { Rendering } from "./rendering";

/**
 * The newest rendering of the page: the server's own, which comes with the page and with the answer to
 * its form, or a later one that was asked for. Of two the one that came last counts, unless it is older.
 */
export function useRendering<First extends Rendering | null>(
  first: First,
): [Rendering | First, (later: Rendering) => void] {
  const [known, setKnown] = useState<{ first: First; newest: Rendering | First }>({
    first,
    newest: first,
  });
  if (known.first !== first) {
    setKnown({ first, newest: isOlder(first, known.newest) ? known.newest : first });
  }
  const take = useCallback((later: Rendering) => {
    setKnown(({ first: asFirst, newest }) => {
      // The picture is the heaviest part: it comes with the page, and not again.
      const merchantLogo = later.view.merchantLogo ?? newest?.view.merchantLogo ?? null;
      const rendering = { ...later, view: { ...later.view, merchantLogo } };
      return { first: asFirst, newest: isOlder(rendering, newest) ? newest : rendering };
    });
  }, []);
  return [known.newest, take];
}

function isOlder(one: Rendering | null, other: Rendering | null): boolean {
  if (one === null || other === null) return other !== null;
  return one.view.status.version < other.view.status.version;
}
