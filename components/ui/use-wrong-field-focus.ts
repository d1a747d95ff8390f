import { type RefObject, useEffect, useRef } from "react";

/** The ref of a form whose first wrong field takes the focus whenever `answer`, what came back, changes. */
export function useWrongFieldFocus(answer: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [answer]);
  return form;
}
