import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FollowedFile } from "./followed-file";

let folder: string;
let file: number;
let path: string;
const lines: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "followed-"));
  path = join(folder, "output");
  file = openSync(path, "w+");
  lines.length = 0;
});
afterEach(() => {
  closeSync(file);
  rmSync(folder, { recursive: true });
});

it("hands on whole lines, however they were written, and the last one at the end", () => {
  const followed = new FollowedFile(file, (line) => lines.push(line));
  const [before, after] = [Buffer.from("é").subarray(0, 1), Buffer.from("é").subarray(1)];

  appendFileSync(path, "one\ntw");
  followed.read();
  expect(lines).toEqual(["one"]);
  appendFileSync(path, Buffer.concat([Buffer.from("o\r\n\n"), before]));
  followed.read();
  appendFileSync(path, after);
  followed.end();

  expect(lines).toEqual(["one", "two", "", "é"]);
});

it("reads on when the file was removed", () => {
  const followed = new FollowedFile(file, (line) => lines.push(line));
  appendFileSync(path, `${"x".repeat(200_000)}\n`);
  rmSync(path);

  followed.end();

  expect(lines).toEqual(["x".repeat(200_000)]);
});
