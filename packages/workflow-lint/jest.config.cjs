// Only `src`: the Python environment beside it holds its tools.
module.exports = { ...require("../../jest.preset.cjs"), roots: ["<rootDir>/src"] };
