/** One fact of a stream in words. */
export interface StreamFact {
  revision: number;
  time: string;
  words: string;
}

/** A stream after one fact. */
export interface Step {
  revision: number;
  id: string;
  type: string;
  words: string;
  time: string;
  /** JSON. */
  data: string;
  metadata: [name: string, value: string][];
  /** Who moved on the waitlist by it, in words. */
  moves: string[];
  state: { path: string; value: string | null; before?: string | null }[];
}
