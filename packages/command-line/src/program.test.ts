import { type CommandUse, defineCommand } from "./command";
import { flag, text, texts, wholeNumber } from "./option";
import { helpOf, type Program, parse } from "./program";
import { reference } from "./reference";

const bake = defineCommand({
  name: "bake",
  aliases: ["heat"],
  summary: "bake what is named",
  takes: "CAKE",
  options: {
    oven: text("NAME", "where"),
    autoApprove: flag("do not ask"),
    noLock: flag("leave the door open"),
    layer: texts("NAME", "one more layer"),
    parallelism: wholeNumber("N", "cakes", "at most N at a time"),
  },
  examples: ["kitchen bake apple", "kitchen bake --oven left"],
  run: async () => 0,
});
const clean = defineCommand({
  name: "clean",
  summary: "clean it all",
  options: { dry: flag("without water") },
  examples: ["kitchen clean", "kitchen clean --dry"],
  run: async () => 0,
});
const kitchen: Program = { name: "kitchen", commands: [bake, clean], footer: "Exit codes: 0 done." };
const single: Program = { name: "clean", single: "npm run clean --", commands: [clean] };

function used(program: Program, ...args: string[]): CommandUse {
  const asked = parse(program, args);
  if (asked.kind === "help") throw new Error(asked.page);
  return asked.use;
}

describe("a command line", () => {
  it("is read with arguments and options in any order", () => {
    expect(
      used(kitchen, "bake", "apple", "--oven", "left", "--layer=a", "pear", "--parallelism", "2", "--layer", "b"),
    ).toEqual({
      arguments: ["apple", "pear"],
      options: { oven: "left", autoApprove: false, noLock: false, layer: ["a", "b"], parallelism: 2 },
    });
  });

  it("asks for nothing that it does not say", () => {
    expect(used(kitchen, "bake")).toEqual({
      arguments: [],
      options: { oven: undefined, autoApprove: false, noLock: false, layer: [], parallelism: undefined },
    });
  });

  it("may say that something is not to be done", () => {
    expect(used(kitchen, "bake", "--no-lock").options.noLock).toBe(true);
  });

  it("takes another name of a command, and an empty argument, as they are", () => {
    expect(used(kitchen, "heat", "").arguments).toEqual([""]);
  });

  it("needs no name where there is one command", () => {
    expect(used(single, "--dry").options).toEqual({ dry: true });
    expect(used(single).options).toEqual({ dry: false });
  });

  it.each([
    [["bak"], 'kitchen: there is no command "bak"; did you mean bake?'],
    [["fly"], 'kitchen: there is no command "fly"; `kitchen --help` lists what there is'],
    [["help", "bak"], 'kitchen: there is no command "bak"; did you mean bake?'],
    [["toString"], 'kitchen: there is no command "toString"; `kitchen --help` lists what there is'],
    [["bake", "--ovn", "x"], "kitchen bake: there is no option --ovn; did you mean --oven?"],
    [["bake", "-x"], "kitchen bake: there is no option -x; `kitchen bake --help` lists what there is"],
    [["bake", "--dry"], "kitchen bake: has no option --dry; that is one of `kitchen clean`"],
    [["heat", "--dry=yes"], "kitchen bake: has no option --dry; that is one of `kitchen clean`"],
    [["clean", "--dry=yes"], 'kitchen clean: --dry takes no value, and "--dry=yes" gives it one'],
    [["clean", "apple"], "kitchen clean: takes options alone; `kitchen clean --help` lists them"],
    [
      ["bake", "--oven"],
      "kitchen bake: option '--oven <NAME>' argument missing; `kitchen bake --help` lists what there is",
    ],
    ...["0", "-1", "1.5", "many", ""].map((number) => [
      ["bake", `--parallelism=${number}`],
      `--parallelism: "${number}" is not a number of cakes; use a whole number from 1`,
    ]),
  ] as [string[], string][])("that says %j is refused", (args, message) => {
    expect(() => parse(kitchen, args)).toThrow(expect.objectContaining({ message, exitCode: 2, name: "UserError" }));
  });

  it("is refused under the name of the script that it was typed with", () => {
    expect(() => parse(single, ["--dri"])).toThrow("npm run clean --: there is no option --dri; did you mean --dry?");
  });
});

describe("a help page", () => {
  const PAGE = `Usage: kitchen clean [OPTION …]

Clean it all.

Options:
  --dry       without water
  -h, --help  print this page and do nothing

Examples:
  kitchen clean
  kitchen clean --dry`;

  it.each([[["clean", "--help"]], [["clean", "-h"]], [["help", "clean"]], [["clean", "--dry", "--help"]]])(
    "is what %j prints",
    (args) => {
      expect(parse(kitchen, args)).toEqual({ kind: "help", page: PAGE });
    },
  );

  it.each([[[]], [["--help"]], [["-h"]], [["help"]]])("lists the commands for %j", (args) => {
    const asked = parse(kitchen, args);

    expect(asked).toEqual({ kind: "help", page: helpOf(kitchen) });
    expect(helpOf(kitchen)).toMatch(/^ {2}bake, heat {2}bake what is named\n {2}clean {7}clean it all$/m);
    expect(helpOf(kitchen)).toMatch(/Exit codes: 0 done\.$/);
  });

  it("is in the reference, under the line that one types", () => {
    expect(reference(kitchen)).toContain(`### \`kitchen clean\`\n\n\`\`\`text\n${PAGE}\n\`\`\`\n`);
    expect(reference(single)).toMatch(/^## `npm run clean`\n\n```text\nUsage: npm run clean -- \[OPTION …\]\n/);
  });
});
