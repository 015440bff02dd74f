import { compose } from "../../src/main";
import { run } from "../../src/run";
import { environments } from "./environments";

run(compose, environments);
