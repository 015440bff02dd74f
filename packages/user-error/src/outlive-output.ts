/**
 * Lets a process go on when nobody reads any more: a pager that was closed, `head`, a terminal that is gone. Its end would be
 * a stack trace, and Terraform's in the middle of an apply.
 */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
  }
}

function ignore(): void {
  // Nobody is left to tell.
}
