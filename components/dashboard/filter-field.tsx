import { useTranslations } from "next-intl";
import { type ComponentProps, useId } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { FilterProblem } from "@/lib/merchants/model";

type Common = { name: string; label: string; typed: string; problem: FilterProblem | undefined };

/** A field of a list's search as it was typed, and what is wrong with it. */
export function FilterField({
  name,
  label,
  typed,
  problem,
  type,
  ...input
}: Common & Omit<ComponentProps<"input">, "name" | "defaultValue">) {
  const id = useId();
  return (
    <div className="min-w-0 space-y-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        name={name}
        defaultValue={typed}
        // A field for days would not show what is none.
        type={problem === undefined ? type : "text"}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        autoComplete="off"
        {...input}
      />
      <ProblemText id={`${id}-problem`} problem={problem} />
    </div>
  );
}

/** One of a few choices; a wrong one from an address is none of them, and stays told. */
export function FilterChoice({
  name,
  label,
  typed,
  problem,
  choices,
}: Common & { choices: { value: string; name: string }[] }) {
  const id = useId();
  const isKnown = choices.some(({ value }) => value === typed);
  return (
    <div className="min-w-0 space-y-1.5">
      <Label htmlFor={id}>{label}</Label>
      <select
        id={id}
        name={name}
        defaultValue={isKnown ? typed : ""}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        className="border-input bg-card text-foreground aria-invalid:border-danger block min-h-11 w-full min-w-0 rounded-lg border px-3 py-2 text-base aria-invalid:border-2"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
      <ProblemText id={`${id}-problem`} problem={problem} />
    </div>
  );
}

function ProblemText({ id, problem }: { id: string; problem: FilterProblem | undefined }) {
  const t = useTranslations("lists.problems");
  if (problem === undefined) return null;
  return (
    <p id={id} className="text-danger font-medium">
      {t(problem)}
    </p>
  );
}
