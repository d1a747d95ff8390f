export type Phone = {
  /** As a customer types it: 07XXXXXXXX. */
  typed: string;
  /** As Safaricom knows it: 2547XXXXXXXX. */
  msisdn: string;
};

const FIRST_NUMBER = 10_000_000;
const NUMBERS = 90_000_000;

/** Numbers of a run are all different, and rarely those of the run before. */
let lastNumber = Math.floor(Math.random() * NUMBERS);

/** A number nobody else uses. */
export function nextPhone(): Phone {
  lastNumber = (lastNumber + 1) % NUMBERS;
  const subscriber = `7${FIRST_NUMBER + lastNumber}`;
  return { typed: `0${subscriber}`, msisdn: `254${subscriber}` };
}
