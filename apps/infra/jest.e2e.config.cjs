module.exports = {
  ...require("../../jest.preset.cjs"),
  testMatch: ["<rootDir>/e2e/**/*.e2e.test.ts"],
  // A whole deployment may lie in one test: the provider waits minutes for load balancers and zones.
  testTimeout: 20 * 60_000,
};
