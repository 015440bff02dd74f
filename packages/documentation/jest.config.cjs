module.exports = {
  ...require("../../jest.preset.cjs"),
  // Published as an ES module only, which jest's own loader does not read.
  transformIgnorePatterns: ["/node_modules/(?!.*github-slugger)"],
};
