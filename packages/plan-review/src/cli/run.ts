import { runProgram } from "@app/command-line";
import { planReview } from "./main";

runProgram(planReview, process.argv.slice(2));
