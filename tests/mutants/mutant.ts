/** A bug to put into Confab. It breaks one promise, and some test has to notice. */
export type Mutant = {
  name: string
  /** The promise that no longer holds. */
  breaks: string
  file: string
  /** Occurs exactly once in the file. */
  find: string
  replace: string
  noticedBy: Witness
}

/** `test` is a part of the test's name. */
export type Witness = { file: string; test: string }
