import { useEffect, useRef, useState, type RefObject } from "react";
import { hasForm, type CheckoutScreen } from "./screen";

/**
 * Follows the screens: when a form goes away under the focus, moves it to the heading. Answers whether the screen has changed since the page was opened:
 * from then on the live region speaks.
 */
export function useScreenChange(
  screen: CheckoutScreen,
  heading: RefObject<HTMLHeadingElement | null>,
): boolean {
  const [opened] = useState(screen);
  const [hasChanged, setHasChanged] = useState(false);
  if (screen !== opened && !hasChanged) setHasChanged(true);

  const previous = useRef(screen);
  useEffect(() => {
    const left = previous.current;
    previous.current = screen;
    const isFocusLost = document.activeElement === null || document.activeElement === document.body;
    if (left !== screen && hasForm(left) && isFocusLost) heading.current?.focus();
  }, [screen, heading]);

  return hasChanged;
}
