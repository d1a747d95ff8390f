import { isServerWell } from "./is-server-well";

/** Fetches the page anew, unless the server is away: then the page that is there stays. */
export function refreshWhenWell(router: { refresh: () => void }): void {
  void isServerWell().then((isWell) => {
    if (isWell) router.refresh();
  });
}
