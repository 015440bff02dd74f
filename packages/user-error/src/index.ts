export { outliveOutput } from "./outlive-output";
export { reportFailure } from "./report-failure";
export { UserError, type UserErrorOptions } from "./user-error";
