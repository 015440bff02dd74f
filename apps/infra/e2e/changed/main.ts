import { type Environments, shippedEnvironments } from "../../src/environments";
import { compose } from "../../src/main";
import { run } from "../../src/run";
import { askedChanges } from "./changes";

/** The shipped environments, with the changes of their description that CHANGES names. */
const changed: Environments = {
  ...shippedEnvironments,
  load: (name) =>
    askedChanges(process.env).reduce(
      (environment, change) => ("describe" in change ? change.describe(environment) : environment),
      shippedEnvironments.load(name),
    ),
};

run(compose, changed);
