module.exports = {
  ...require("../../jest.preset.cjs"),
  setupFilesAfterEnv: ["<rootDir>/e2e/to-have-ended.ts"],
  testMatch: ["<rootDir>/e2e/**/*.e2e.test.ts"],
  // A whole deployment may lie in one test: the provider waits minutes for load balancers and zones.
  testTimeout: 30 * 60_000,
  // Most of that is waiting, so that suites run side by side, each on an account of its own.
  maxWorkers: 4,
  testSequencer: "<rootDir>/e2e/longest-first.cjs",
  globalSetup: "<rootDir>/e2e/remove-accounts.ts",
  globalTeardown: "<rootDir>/e2e/remove-accounts.ts",
};
