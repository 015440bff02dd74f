import { type Environments, shippedEnvironments } from "../../src/environments";
import { compose } from "../../src/main";
import { run } from "../../src/run";
import { CHANGES, type Change } from "./changes";

const change = CHANGES[process.env.CHANGE as Change];

/** The shipped environments, with the change that CHANGE names. */
const changed: Environments = {
  ...shippedEnvironments,
  load: (name) => {
    const environment = shippedEnvironments.load(name);
    return change && "describe" in change ? change.describe(environment) : environment;
  },
};

run(compose, changed);
