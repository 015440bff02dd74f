/** A plan that cannot be reviewed. The message names the file, what is wrong and the remedy. */
export class ReviewError extends Error {
  override readonly name = "ReviewError";
}
