import { helpOf, parse } from "@app/command-line";
import { belongsToCdktfCli, cdktf } from "./cdktf";

describe("the command cdktf", () => {
  const examples = cdktf.commands.flatMap(({ name, examples }) => examples.map((line) => [name, line] as const));

  it.each(examples)("%s understands its own example `%s`", (name, line) => {
    const [program, ...args] = line.replaceAll("'", "").split(" ");
    const asked = parse(cdktf, args);

    expect(program).toBe("cdktf");
    expect(asked.kind === "command" && asked.command.name).toBe(name);
  });

  it("knows apply as another name of deploy", () => {
    const asked = parse(cdktf, ["apply"]);

    expect(asked.kind === "command" && asked.command.name).toBe("deploy");
  });

  it("lists its commands, and those that go to cdktf-cli", () => {
    expect(helpOf(cdktf)).toMatch(/^ {2}deploy, apply {2}plan and apply/m);
    expect(helpOf(cdktf)).toContain("cdktf-cli has init, get, convert, login, watch, debug, provider, completion");
  });

  it.each([["get"], ["convert"], ["provider"], ["--version"]])("leaves %s to cdktf-cli", (name) => {
    expect(belongsToCdktfCli([name, "--any", "option"])).toBe(true);
  });

  it.each([["deploy"], ["deplyo"], ["toString"], ["--help"], [""]])("keeps %j", (name) => {
    expect(belongsToCdktfCli([name])).toBe(false);
  });

  it.each([
    [["deplyo"], 'cdktf: there is no command "deplyo"; did you mean deploy?'],
    [["deploy", "--json"], "cdktf deploy: has no option --json; that is one of `cdktf output`"],
    [["deploy", "--no-lock"], "cdktf deploy: has no option --no-lock; that is one of `cdktf plan`, `cdktf diff`"],
    [
      ["output", "--auto-approve"],
      "cdktf output: has no option --auto-approve; that is one of `cdktf deploy`, `cdktf destroy`, `cdktf unlock`",
    ],
    [["bootstrap", "network"], "cdktf bootstrap: takes options alone; `cdktf bootstrap --help` lists them"],
  ])("refuses %j by name", (args, message) => {
    expect(() => parse(cdktf, args)).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });
});
