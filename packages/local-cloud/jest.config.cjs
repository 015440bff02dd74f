// Most of these tests wait: for processes, sockets and timings.
module.exports = { ...require("../../jest.preset.cjs"), maxWorkers: 4 };
