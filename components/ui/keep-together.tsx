/** A name with a hyphen, and an amount with its currency: no line ends within them. */
const WHOLE = /(M-PESA|KES [\d,]*\d)/;

/** Text in which names and amounts stay on one line each; what it says is unchanged. */
export function KeepTogether({ children }: { children: string }) {
  return children.split(WHOLE).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ),
  );
}
