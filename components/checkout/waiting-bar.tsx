/** Shows that something is going on; the words beside it say what. Rests under reduced motion. */
export function WaitingBar() {
  return (
    <div aria-hidden="true" className="bg-muted h-1.5 overflow-hidden rounded-full">
      <div className="waiting-bar bg-primary h-full w-1/3 rounded-full" />
    </div>
  );
}
