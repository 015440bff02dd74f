const { default: Sequencer } = require("@jest/test-sequencer");

/** Suites that take minutes, longest first, so that no worker is left with a long one in the end. */
const LONGEST_FIRST = [
  "paths",
  "reviews",
  "shop",
  "journey-docker",
  "journey-process",
  "shop-docker",
  "upgrade",
  "images",
  "two-services",
  "tutorial",
  "stranger",
  "validate",
  "stock-cli",
];

const rank = ({ path }) => {
  const index = LONGEST_FIRST.findIndex((name) => path.endsWith(`/${name}.e2e.test.ts`));
  return index < 0 ? LONGEST_FIRST.length : index;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) => rank(one) - rank(other));
  }
};
