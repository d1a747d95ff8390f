"use client";

import { useLinkStatus } from "next/link";
import { useEffect, useState } from "react";

/** What is there sooner needs no stand-in. */
const SHOWN_AFTER_MS = 200;

/** Within a link: marks it while its page is awaited, so that the frame can show a skeleton of it. */
export function PagePending() {
  const { pending } = useLinkStatus();
  return pending ? <Mark /> : null;
}

function Mark() {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isShown && <span data-pending hidden />;
}
