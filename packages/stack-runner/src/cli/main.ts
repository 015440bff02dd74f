import { runProgram } from "@app/command-line";
import { reportFailure } from "@app/user-error";
import { findProject } from "../project/find-project";
import { belongsToCdktfCli, cdktf } from "./cdktf";
import { runCdktfCli } from "./cdktf-cli";

const args = process.argv.slice(2);

if (belongsToCdktfCli(args)) {
  Promise.resolve()
    .then(() => runCdktfCli(findProject(), args))
    .then((status) => {
      process.exitCode = status;
    }, reportFailure);
} else {
  runProgram(cdktf, args);
}
