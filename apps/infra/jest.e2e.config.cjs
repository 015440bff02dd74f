module.exports = {
  ...require("../../jest.preset.cjs"),
  testMatch: ["<rootDir>/e2e/**/*.e2e.test.ts"],
  // Not whole yet, and run by name: `pnpm exec jest -c jest.e2e.config.cjs paths --testPathIgnorePatterns node_modules`.
  testPathIgnorePatterns: ["/node_modules/", "/(paths|upgrade)\\.e2e"],
  // A whole deployment may lie in one test: the provider waits minutes for load balancers and zones.
  testTimeout: 30 * 60_000,
  // Most of that is waiting, so that suites run side by side, each on an account of its own.
  maxWorkers: 3,
  testSequencer: "<rootDir>/e2e/longest-first.cjs",
  globalSetup: "<rootDir>/e2e/remove-accounts.ts",
  globalTeardown: "<rootDir>/e2e/remove-accounts.ts",
};
