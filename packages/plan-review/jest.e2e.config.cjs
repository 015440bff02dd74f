/** Needs a browser; `pnpm e2e`. */
module.exports = {
  ...require("../../jest.preset.cjs"),
  testMatch: ["<rootDir>/e2e/**/*.e2e.test.ts"],
};
