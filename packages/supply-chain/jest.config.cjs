// Only `src`: the Python environment beside it holds ten thousand files.
module.exports = { ...require("../../jest.preset.cjs"), roots: ["<rootDir>/src"] };
