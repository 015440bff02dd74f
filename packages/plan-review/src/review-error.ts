import { UserError } from "@app/user-error";

/** A plan that cannot be reviewed. The message names the file, what is wrong and the remedy. */
export class ReviewError extends UserError {
  override readonly name = "ReviewError";
}
