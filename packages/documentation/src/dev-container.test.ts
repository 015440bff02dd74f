import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./pages";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const { image, features, forwardPorts } = JSON.parse(read(".devcontainer/devcontainer.json"));
const needed = /Node (\d+\.\d+) or newer, Python (\d+\.\d+) or newer and Terraform (\d+\.\d+) or newer/.exec(
  read("README.md"),
);

/** The version that a feature installs, by the feature's name. */
function installed(name: string): string {
  const [, options] = Object.entries<{ version?: string }>(features).find(([id]) => id.includes(`/${name}:`)) ?? [];
  return options?.version ?? "nothing";
}

describe("the dev container", () => {
  it("has the Node of the checkout, which is the oldest that package.json lets in", () => {
    const oldest = JSON.parse(read("package.json")).engines.node;
    expect(oldest).toBe(`>=${needed?.[1]}`);
    expect(installed("node")).toBe(read(".node-version").trim());
    expect(installed("node")).toBe(needed?.[1]?.split(".")[0]);
  });

  it("has the Python and the Terraform that the README asks for, and Docker", () => {
    expect(image).toContain(`/python:1-${needed?.[2]}-`);
    expect(installed("terraform")).toMatch(new RegExp(`^${needed?.[3]?.replace(".", "\\.")}\\.\\d+$`));
    expect(Object.keys(features).map((id) => id.replace(/:.*/, "").split("/").at(-1))).toContain("docker-in-docker");
  });

  it("names every feature by its whole version", () => {
    for (const id of Object.keys(features))
      expect(id).toMatch(/^ghcr\.io\/devcontainers\/features\/[\w-]+:\d+\.\d+\.\d+$/);
  });

  it("leads to the port that the README names", () => {
    expect(forwardPorts).toEqual([Number(/https:\/\/flask\.localhost:(\d+)\//.exec(read("README.md"))?.[1])]);
  });
});
