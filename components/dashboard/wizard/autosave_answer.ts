/** What the server answers to a form that saves itself. */
export interface AutosaveAnswer {
  /** To be said, in the reader's language. */
  said: string;
  /** What the form is compared with from now on; null: nothing was saved, or somebody else was faster. */
  base: string | null;
  /** Places as they were when the page was opened, where they are others now that can be taken back. */
  was?: string;
}
