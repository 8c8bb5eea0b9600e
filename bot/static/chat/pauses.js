const LONGEST_PAUSE_MS = 15_000;

/** Comes back after a while. */
export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** How long to wait after so many failures in a row. */
export const pauseAfter = (failures) => Math.min(1000 * 2 ** Math.max(failures - 1, 0), LONGEST_PAUSE_MS);
