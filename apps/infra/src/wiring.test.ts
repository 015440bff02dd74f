import { environmentNames, isDelivered, loadEnvironment, stackGroup, stateKey } from "@app/config";
import { type Block, type SynthesizedApp, synthesized } from "./synthesized-app";
import { otherEnvironments } from "./testing/applications";

interface Json {
  readonly terraform: { readonly backend: { readonly s3: { readonly key: string } } };
  readonly output?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

const environments = [...environmentNames().map((name) => loadEnvironment(name)), ...otherEnvironments];

function stacksOf({ files }: SynthesizedApp) {
  return Object.entries(files).map(([id, file]) => ({ id, file, json: JSON.parse(file) as Json }));
}

/** Outputs of other stacks that a stack's file mentions, as `stack_id.output`. */
function outputsRead(file: string): string[] {
  return [...file.matchAll(/data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)/g)].map(
    ([, id, output]) => `${id}.${output}`,
  );
}

const terraformName = (id: string) => id.replaceAll("-", "_");

describe.each(environments.map((environment) => [environment.name, environment] as const))(
  "the stacks of %s",
  (_, environment) => {
    const app = synthesized(environment);
    const stacks = stacksOf(app);

    it("wait for exactly the stacks whose outputs they use, the one-offs before them, and the limit of their roles", () => {
      for (const { id, file } of stacks) {
        const read = outputsRead(file).map((output) => output.split(".")[0]);
        const producers = new Set([...read, ...oneOffsBefore(id), ...limitBefore(id)]);
        const waitsFor = (app.dependencies[id] ?? []).map(terraformName);
        expect({ id, waitsFor: waitsFor.sort() }).toEqual({ id, waitsFor: [...producers].sort() });
      }
    });

    function oneOffsBefore(id: string): string[] {
      const before = environment.services.filter(
        (service) =>
          service.kind === "oneOff" && service.before.some((later) => id === `${stackGroup}-service-${later}`),
      );
      return before.map(({ key }) => terraformName(`${stackGroup}-service-${key}`));
    }

    /** Of the stacks that all others with roles wait for: they name the boundary, which must be there. */
    function limitBefore(id: string): string[] {
      const first = [`${stackGroup}-network`, `${stackGroup}-cluster`].includes(id);
      return first && isDelivered(environment) ? [terraformName(`${stackGroup}-delivery`)] : [];
    }

    it("read only outputs that somebody publishes", () => {
      const published = stacks.flatMap(({ id, json }) =>
        Object.keys(json.output ?? {}).map((output) => `${terraformName(id)}.${output}`),
      );
      const read = stacks.flatMap(({ file }) => outputsRead(file));
      expect(read.length).toBeGreaterThan(0);
      expect(published).toEqual(expect.arrayContaining(read));
    });

    it("publish outputs with readable names that are not sensitive", () => {
      for (const { json } of stacks) {
        for (const [output, block] of Object.entries(json.output ?? {})) {
          expect(output).toMatch(/^[a-z][a-z0-9_]*$/);
          expect(block.sensitive).toBeUndefined();
        }
      }
    });

    it("keep one state each, under the project and the environment", () => {
      for (const { id, json } of stacks) {
        expect(json.terraform.backend.s3.key).toBe(stateKey(environment, id.slice(stackGroup.length + 1)));
      }
    });

    it("are one for each service, beside those that services share", () => {
      const services = stacks.map(({ id }) => id).filter((id) => id.startsWith(`${stackGroup}-service-`));
      expect(services.sort()).toEqual(environment.services.map(({ key }) => `${stackGroup}-service-${key}`).sort());
    });
  },
);

describe("an environment that names an existing image", () => {
  const [name = ""] = environmentNames();
  const environment = loadEnvironment(name);
  const uri = (key: string) => `111111111111.dkr.ecr.eu-central-1.amazonaws.com/${key}@sha256:${"a".repeat(64)}`;
  const sources = Object.fromEntries(
    Object.values(environment.sources).map((source) => [source.key, { ...source, imageUri: uri(source.key) }]),
  );
  const { files } = synthesized({ ...environment, sources });

  it("has no image stack and needs no Docker engine", () => {
    expect(Object.keys(files)).not.toContain(`${stackGroup}-image`);
    expect(Object.values(files).join()).not.toContain("kreuzwerker/docker");
  });

  it("keeps its repositories, and runs that digest", () => {
    expect(files[`${stackGroup}-ecr`]).toContain("aws_ecr_repository");
    for (const { key, source } of environment.services) {
      expect(files[`${stackGroup}-service-${key}`]).toContain(uri(source));
    }
  });
});
