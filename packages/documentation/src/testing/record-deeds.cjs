/** Preloaded into Node: writes to $DEEDS what a process does to anything but files. */
const { appendFileSync } = require("node:fs");
const { ChildProcess } = require("node:child_process");
const childProcess = require("node:child_process");
const net = require("node:net");

const record = (deed) => appendFileSync(process.env.DEEDS, `${JSON.stringify(deed)}\n`);

function before(owner, name, describe) {
  const original = owner[name];
  owner[name] = function (...args) {
    record([name, ...describe(...args)]);
    return original.apply(this, args);
  };
}

before(ChildProcess.prototype, "spawn", ({ file, args }) => [file, ...args]);
before(childProcess, "spawnSync", (file, args) => [file, ...(args ?? [])]);
before(process, "kill", (pid, signal) => [pid, signal]);
const places = (...args) =>
  args.flat().filter((arg) => ["string", "number"].includes(typeof arg) || arg?.host || arg?.path);
before(net.Server.prototype, "listen", places);
before(net.Socket.prototype, "connect", places);
