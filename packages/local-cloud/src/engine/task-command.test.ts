import type { ProcessImage } from "../images/image-store";
import { taskCommand } from "./task-command";

const IMAGE: ProcessImage = {
  uri: "local/flask",
  digest: "sha256:0",
  workingDirectory: "/snapshot/app",
  workdir: "/app",
  bin: "/bin",
  environment: {},
  entryPoint: ["entry"],
  command: ["serve", "--all"],
};

describe("what a task runs", () => {
  it.each([
    ["the image's own", {}, ["entry", "serve", "--all"]],
    ["the image's own where lists are empty", { entryPoint: [], command: [] }, ["entry", "serve", "--all"]],
    ["its command behind the image's entry point", { command: ["work"] }, ["entry", "work"]],
    ["its entry point, without the image's command", { entryPoint: ["sh"] }, ["sh"]],
    ["both of its own", { entryPoint: ["sh", "-c"], command: ["a && b"] }, ["sh", "-c", "a && b"]],
  ])("is %s", (_, given, expected) => {
    expect(taskCommand(IMAGE, given)).toEqual(expected);
  });

  it("is a shell's line, without an entry point, where the image's command is one", () => {
    expect(taskCommand({ ...IMAGE, command: "serve" }, {})).toEqual(["sh", "-c", "exec serve"]);
  });
});
