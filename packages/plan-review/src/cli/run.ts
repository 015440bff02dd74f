import { ReviewError } from "../review-error";
import { main } from "./main";

// A reader that has seen enough, as `head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof ReviewError && !process.env.DEBUG ? error.message : error);
  process.exitCode = 1;
}
