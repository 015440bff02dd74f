/** Journeys with real Terraform, one file after the other: `pnpm e2e`. */
module.exports = {
  ...require("../../jest.preset.cjs"),
  testMatch: ["<rootDir>/e2e/**/*.e2e.test.ts"],
  // Each runs Terraform several times.
  testTimeout: 1_200_000,
};
