/** Pixels of the widths that pages use; a smaller picture stays as wide as it is. */
export const WIDTHS = [320, 640, 1280] as const;
export type Width = typeof WIDTHS[number];

/** Largest file that is taken, in bytes. */
export const MOST_BYTES = 10 * 1024 * 1024;

/** Most pixels that are decoded: a few bytes can claim billions of them. */
export const MOST_PIXELS = 50_000_000;

/** Longest side that is decoded, in pixels. */
export const LONGEST_SIDE = 16_000;
