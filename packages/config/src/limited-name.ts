/** A name that AWS limits, made of project, environment and key. */
export interface LimitedName {
  /** What it names: `bucket`. */
  readonly what: string;
  readonly name: string;
  /** The most characters that AWS allows. */
  readonly most: number;
  /** What else speaks against it, with the remedy: `which is the bucket of the states; choose another key`. */
  readonly against?: string | undefined;
}
