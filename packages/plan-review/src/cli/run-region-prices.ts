import { runProgram } from "@app/command-line";
import { regionPrices } from "./region-prices";

runProgram(regionPrices, process.argv.slice(2));
