/** Faults of a real emulator, one after the other: `pnpm e2e`. */
module.exports = {
  ...require("../../jest.preset.cjs"),
  testMatch: ["<rootDir>/e2e/**/*.e2e.test.ts"],
  // The first start installs the emulator.
  testTimeout: 600_000,
};
