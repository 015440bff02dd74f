import { tmpdir } from "node:os";
import { refuseFullDisk } from "./free-space";

it("lets a run begin where there is room", () => {
  expect(() => refuseFullDisk(tmpdir(), 0)).not.toThrow();
});

it("says where there is none, and how much it takes", () => {
  const message = /^\S+: \d+ MiB are free on this disk, and a run needs 1000000000000; free some first$/;

  expect(() => refuseFullDisk(tmpdir(), 1e12)).toThrow(message);
});
