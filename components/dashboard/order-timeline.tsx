import { useTranslations } from "next-intl";
import type { NoteRow, TimelineRow } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import { LocalTime } from "./local-time";

type Line = { at: string; key: string; text: string; note: NoteRow | null };

/** What happened to the order and what people wrote about it, oldest first. */
export function OrderTimeline({ events, notes }: { events: TimelineRow[]; notes: NoteRow[] }) {
  const t = useTranslations("dashboard");
  const words = useTranslations("notes");
  const decided = useTranslations("needs.decisions");
  const sayEvent = ({ kind, code, reason, amountKes }: TimelineRow) => {
    const text = t(`timeline.${kind}`);
    if (reason !== null) {
      return t("timeline.withReason", { text, reason: t(`reasons.${reason}`) });
    }
    if (amountKes !== null) return t("timeline.withAmount", { text, amount: formatKes(amountKes) });
    return code === null ? text : t("timeline.withCode", { text, code });
  };
  const say = (event: TimelineRow) => {
    const text = sayEvent(event);
    if (event.decision === null) return text;
    const { note, receipt } = event.decision;
    const name = event.decision.name ?? decided("formerMember");
    return receipt === null
      ? decided("told", { text, name, note })
      : decided("toldReceipt", { text, name, note, receipt });
  };
  const lines: Line[] = [
    ...events.map((event) => ({
      at: event.at,
      key: String(event.seq),
      text: say(event),
      note: null,
    })),
    ...notes.map((note) => ({
      at: note.at,
      key: note.id,
      text: words("by", { author: note.author }),
      note,
    })),
  ];
  // A stable sort: lines of one moment stay in the order in which they were told.
  lines.sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
  return (
    <ol className="space-y-2">
      {lines.map(({ at, key, text, note }) => (
        <li key={key} className="grid gap-x-5 sm:grid-cols-[13rem_1fr]">
          <span className="text-muted-foreground">
            <LocalTime at={at} isExact />
          </span>
          <div className="wrap-anywhere">
            {text}
            {note && (
              <p className="bg-muted mt-1 rounded-lg px-3 py-2 whitespace-pre-line">{note.text}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
