import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Buildspec, buildspec } from "./buildspec-files";
import { ROOT } from "./workflow-files";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

const deployWorkflow = parse(readFileSync(join(ROOT, ".github/workflows/deploy.yml"), "utf8"));
const toolchain = parse(readFileSync(join(ROOT, ".github/actions/toolchain/action.yml"), "utf8"));

/** What a job's steps run of this repository. */
function commandsOf(job: string): string[] {
  const { steps }: { steps: readonly Step[] } = deployWorkflow.jobs[job];
  return steps.flatMap(({ run }) => (run === undefined || run.includes("GITHUB_") ? [] : [run]));
}

const specs: [stage: string, job: string, spec: Buildspec][] = [
  ["plan", "plan", buildspec("plan.yml")],
  ["deploy", "apply", buildspec("deploy.yml")],
];

describe.each(specs)("the buildspec of the stage that %ss", (_, job, spec) => {
  it("runs what the job on GitHub runs, where CodeBuild puts its files", () => {
    const onCodeBuild = (command: string) =>
      command
        .replaceAll('"$RUNNER_TEMP/review"', '"$REVIEW"')
        .replace(" review.tar.gpg ", ' "$CODEBUILD_SRC_DIR_review/review.tar.gpg" ');
    expect(spec.phases.build?.commands).toEqual(commandsOf(job).map(onCodeBuild));
  });

  it("has the Node and the Python of the workflows", () => {
    const steps: readonly Step[] = toolchain.runs.steps;
    const python = steps.find(({ uses }) => uses?.startsWith("actions/setup-python"))?.with?.["python-version"];
    expect(spec.phases.install?.["runtime-versions"]).toEqual({
      nodejs: Number(readFileSync(join(ROOT, ".node-version"), "utf8")),
      python: Number(python),
    });
  });

  it("installs what is needed before, and has no phase but these", () => {
    expect(spec.version).toBe(0.2);
    expect(Object.keys(spec.phases)).toEqual(["install", "build"]);
    expect(spec.phases.install?.commands).toEqual([".codebuild/toolchain.sh"]);
  });
});

describe("what a stage leaves behind", () => {
  it("is the sealed plans alone, and the review for whoever approves, also of a plan that a gate forbids", () => {
    expect(buildspec("plan.yml").artifacts).toEqual({ files: ["review.tar.gpg"] });
    expect(buildspec("plan.yml").phases.build?.finally).toEqual(['aws s3 cp "$REVIEW/review.html" "$REVIEW_URI"']);
  });

  it("is nothing after a deploy", () => {
    expect(buildspec("deploy.yml").artifacts).toBeUndefined();
    expect(buildspec("deploy.yml").phases.build?.finally).toBeUndefined();
  });
});
