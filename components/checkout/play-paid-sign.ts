const VOLUME = 0.05;
/** Two notes upward: their pitch in Hz, and when each begins and ends in seconds. */
const NOTES = [
  { pitch: 660, from: 0, to: 0.14 },
  { pitch: 880, from: 0.14, to: 0.4 },
];
const VIBRATION_MS = [70, 50, 110];

function playNotes(): void {
  const audio = new AudioContext();
  const gain = audio.createGain();
  gain.gain.value = VOLUME;
  gain.connect(audio.destination);
  for (const { pitch, from, to } of NOTES) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(audio.currentTime + from);
    tone.stop(audio.currentTime + to);
  }
}

/**
 * A quiet sound and a short vibration. Only where the person has touched the page before: a browser
 * allows neither to anybody else, and nobody is startled by a page that was only left open.
 */
export function playPaidSign(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  try {
    if ("vibrate" in navigator) navigator.vibrate(VIBRATION_MS);
    playNotes();
  } catch {
    // A phone without sound has shown the news already.
  }
}
