import { environmentNames } from "@app/config";
import { synthesizeEnvironment } from "./synthesized-app";

const PROMISED_DEPENDENCIES = {
  "infra-state": [],
  "infra-network": [],
  "infra-dns": [],
  "infra-registry": [],
  "infra-image": ["infra-registry"],
  "infra-edge": ["infra-network", "infra-dns"],
  "infra-service": ["infra-network", "infra-registry", "infra-edge", "infra-image"],
};

describe.each(environmentNames())("the stacks of %s", (name) => {
  const { dependencies, files } = synthesizeEnvironment(name);
  const stacks = Object.entries(files).map(([id, file]) => ({ id, file, json: JSON.parse(file) }));

  it("wait for exactly the stacks whose outputs they read", () => {
    const sorted = (edges: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(edges).map(([id, upstream]) => [id, [...upstream].sort()]));
    expect(sorted(dependencies)).toEqual(sorted(PROMISED_DEPENDENCIES));
  });

  it("read only outputs that somebody publishes", () => {
    const published = stacks.flatMap(({ id, json }) =>
      Object.keys(json.output ?? {}).map((output) => `${id.replaceAll("-", "_")}.${output}`),
    );
    const read = stacks.flatMap(({ file }) =>
      [...file.matchAll(/data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)/g)].map(
        ([, id, output]) => `${id}.${output}`,
      ),
    );
    expect(read.length).toBeGreaterThan(0);
    expect(published).toEqual(expect.arrayContaining(read));
  });

  it("publish outputs with readable names that are not sensitive", () => {
    for (const { json } of stacks) {
      for (const [output, block] of Object.entries<{ sensitive?: boolean }>(json.output ?? {})) {
        expect(output).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(block.sensitive).toBeUndefined();
      }
    }
  });

  it("keep one state each, under the project and the environment", () => {
    for (const { id, json } of stacks) {
      expect(json.terraform.backend.s3.key).toBe(`flask/${name}/${id.replace("infra-", "")}.tfstate`);
    }
  });
});

describe("an environment that names an existing image", () => {
  const uri = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/flask-staging@sha256:${"a".repeat(64)}`;
  const { dependencies, files } = synthesizeEnvironment("production", (environment) => ({
    ...environment,
    image: { source: "existing", uri },
  }));

  it("has no image stack and needs no Docker engine", () => {
    expect(Object.keys(dependencies)).not.toContain("infra-image");
    expect(Object.values(files).join()).not.toContain("kreuzwerker/docker");
  });

  it("runs that digest", () => {
    expect(files["infra-service"]).toContain(uri);
  });
});
