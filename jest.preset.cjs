/** Shared by every TypeScript package: swc compiles, `tsc` type-checks in its own task. */
module.exports = {
  testEnvironment: "node",
  // For what hangs, not for what is slow: on a busy machine a test takes as long as it takes.
  testTimeout: 300_000,
  testMatch: ["<rootDir>/src/**/*.test.ts"],
  transform: {
    "^.+\\.[cm]?[jt]s$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
};
