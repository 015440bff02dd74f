// Most of these tests wait: for processes, sockets and timings. On a busy machine that takes as long as it takes.
module.exports = { ...require("../../jest.preset.cjs"), maxWorkers: 4, testTimeout: 30_000 };
