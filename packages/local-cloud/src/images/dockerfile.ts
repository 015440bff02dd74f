import { posix } from "node:path";
import { DockerfileParser, type Env, type From, type Instruction } from "dockerfile-ast"; // stages, continued lines, variables

/** What a Dockerfile says about the containers of its last stage. */
export interface DockerfileSettings {
  /** Undefined where it leaves that to its base. */
  readonly workdir: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly entryPoint: readonly string[];
  /** Words, or a line for the shell; undefined where it leaves that to its base. */
  readonly command: string | readonly string[] | undefined;
}

const NOTHING: DockerfileSettings = { workdir: undefined, environment: {}, entryPoint: [], command: undefined };

/** Reads what a container's process gets from a Dockerfile: https://docs.docker.com/reference/dockerfile/ */
export function dockerfileSettings(content: string): DockerfileSettings {
  const dockerfile = DockerfileParser.parse(content);
  const stages = new Map<string, DockerfileSettings>();
  let stage = NOTHING;
  let name = "";
  for (const instruction of dockerfile.getInstructions()) {
    const text = argumentsOf(instruction);
    const expand = (value: string) =>
      value.replaceAll(/\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g, (_, plain, braced, fallback) => {
        const variable = plain ?? braced;
        const line = instruction.getRange().start.line;
        return stage.environment[variable] ?? dockerfile.resolveVariable(variable, line) ?? fallback ?? "";
      });
    switch (instruction.getKeyword()) {
      case "FROM": {
        const from = instruction as From;
        // A stage goes on where the one that it names has ended.
        stage = stages.get(from.getImage()?.toLowerCase() ?? "") ?? NOTHING;
        name = from.getBuildStage()?.toLowerCase() ?? "";
        break;
      }
      case "WORKDIR":
        stage = { ...stage, workdir: posix.resolve(stage.workdir ?? "/", expand(unquoted(text))) };
        break;
      case "ENV": {
        const pairs = (instruction as Env).getProperties().map((one) => [one.getName(), expand(one.getValue() ?? "")]);
        stage = { ...stage, environment: { ...stage.environment, ...Object.fromEntries(pairs) } };
        break;
      }
      case "ENTRYPOINT":
        stage = { ...stage, entryPoint: words(text) ?? ["sh", "-c", text] };
        break;
      case "CMD":
        stage = { ...stage, command: words(text) ?? text };
        break;
    }
    stages.set(name, stage);
  }
  return stage;
}

/** An instruction's text on one line: continued lines are joined, comments between them left out. */
function argumentsOf(instruction: Instruction): string {
  const lines = (instruction.getRawArgumentsContent() ?? "").split("\n");
  return lines
    .filter((line) => !/^\s*#/.test(line))
    .map((line) => line.replace(/\\\s*$/, ""))
    .join("")
    .trim();
}

/** The words of the exec form; undefined for the shell form, as which Docker takes everything that is no JSON. */
function words(text: string): string[] | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return Array.isArray(content) && content.every((word) => typeof word === "string") ? content : undefined;
  } catch {
    return undefined;
  }
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, "$2");
}
