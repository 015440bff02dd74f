import type { Environment, Source } from "@app/config";
import { otherEnvironments } from "../testing/applications";
import { inOtherRepository, inOwnRepository } from "./registries";

const DIGEST = `sha256:${"a".repeat(64)}`;
const [environment] = otherEnvironments;
if (!environment) throw new Error("there is no environment to test with");
const [source] = Object.values(environment.sources) as [Source];
const { accountId, region } = environment.aws;
const own = `${environment.application.name}-${environment.name}-${source.key}`;
const registry = `${accountId}.dkr.ecr.${region}.amazonaws.com`;
const emulated: Environment = { ...environment, aws: { ...environment.aws, emulated: true } };
const EMULATOR = { REGISTRY_ADDRESS: "http://localhost:4566" };

describe("where an image is", () => {
  it.each([
    ["its own repository", `${registry}/${own}@${DIGEST}`, "own"],
    ["its own repository, by tag and digest", `${registry}/${own}:1@${DIGEST}`, "own"],
    ["another repository of the account", `${registry}/shop-staging-shop@${DIGEST}`, "other"],
    ["another region", `${accountId}.dkr.ecr.us-east-1.amazonaws.com/${own}@${DIGEST}`, "other"],
    ["another account", `111111111111.dkr.ecr.${region}.amazonaws.com/${own}@${DIGEST}`, "other"],
    ["another kind of registry", `ghcr.io/team/shop@${DIGEST}`, "elsewhere"],
    ["a snapshot for processes", `local/${source.key}@${DIGEST}`, "elsewhere"],
  ])("%s", (_, uri, expected) => {
    expect(placeOf(uri, environment, {})).toBe(expected);
  });

  it.each([
    ["its own repository", `localhost:4566/${own}@${DIGEST}`, "own"],
    ["another repository", `localhost:4566/elsewhere@${DIGEST}`, "other"],
    ["AWS, of which an emulator has no images", `${registry}/elsewhere@${DIGEST}`, "elsewhere"],
  ])("of an emulator: %s", (_, uri, expected) => {
    expect(placeOf(uri, emulated, EMULATOR)).toBe(expected);
  });
});

function placeOf(uri: string, where: Environment, variables: NodeJS.ProcessEnv): string {
  if (inOwnRepository(uri, source, where, variables)) return "own";
  return inOtherRepository(uri, source, where, variables) ? "other" : "elsewhere";
}
