/** What the note's form says: what is wrong, with the text as it was typed. */
export type NoteFormState = {
  text: string;
  problem: "empty" | "too_long" | "too_many_notes" | "unavailable" | null;
};

export const UNSENT_NOTE: NoteFormState = { text: "", problem: null };

export type NoteAction = (previous: NoteFormState, form: FormData) => Promise<NoteFormState>;
