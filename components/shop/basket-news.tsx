"use client";

import { useEffect, useRef } from "react";

/**
 * Says aloud how the basket stands after each change. The focus of a button that went with its line
 * goes to the basket's heading, so that a keyboard does not start at the top of the page again.
 */
export function BasketNews({ text, headingId }: { text: string; headingId: string }) {
  const told = useRef(text);
  useEffect(() => {
    if (told.current === text) return;
    told.current = text;
    if (document.activeElement === document.body) {
      document.getElementById(headingId)?.focus({ preventScroll: true });
    }
  }, [text, headingId]);
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
