/**
 * Joins class names; what is false, null or undefined is left out. It resolves nothing: a class that
 * contradicts one of the component's own carries Tailwind's important mark (`p-4!`). A merger that
 * knows every class of Tailwind would be 8 kB of each page.
 */
export function cn(...classNames: (string | false | null | undefined)[]): string {
  return classNames.filter(Boolean).join(" ");
}
