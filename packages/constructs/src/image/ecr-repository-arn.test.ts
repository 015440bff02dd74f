import { ecrHost, ecrRegistry, ecrRepositoryArn } from "./ecr-repository-arn";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("ecrRepositoryArn", () => {
  it.each([
    [
      "another account and region",
      `222222222222.dkr.ecr.us-east-1.amazonaws.com/flask-staging@${DIGEST}`,
      "arn:aws:ecr:us-east-1:222222222222:repository/flask-staging",
    ],
    [
      "a repository with a namespace, by tag",
      "111111111111.dkr.ecr.eu-central-1.amazonaws.com/team/flask:1.2",
      "arn:aws:ecr:eu-central-1:111111111111:repository/team/flask",
    ],
    [
      "the endpoint for IPv6",
      `111111111111.dkr-ecr.eu-central-1.on.aws/flask@${DIGEST}`,
      "arn:aws:ecr:eu-central-1:111111111111:repository/flask",
    ],
    [
      "the endpoint with FIPS, in GovCloud",
      `111111111111.dkr.ecr-fips.us-gov-west-1.amazonaws.com/flask@${DIGEST}`,
      "arn:aws-us-gov:ecr:us-gov-west-1:111111111111:repository/flask",
    ],
    [
      "China",
      `111111111111.dkr.ecr.cn-north-1.amazonaws.com.cn/flask@${DIGEST}`,
      "arn:aws-cn:ecr:cn-north-1:111111111111:repository/flask",
    ],
  ])("names the repository of %s", (_, uri, arn) => {
    expect(ecrRepositoryArn(uri)).toBe(arn);
  });

  it.each([
    "python:3.12-slim",
    `ghcr.io/team/flask@${DIGEST}`,
    `localhost:4566/flask-local@${DIGEST}`,
    "public.ecr.aws/docker/library/python:3.12",
    "111111111111.dkr.ecr.eu-central-1.amazonaws.com.example.org/flask:1",
  ])("knows none for an image of another registry: %s", (uri) => {
    expect(ecrRepositoryArn(uri)).toBeUndefined();
  });
});

describe("ecrRegistry", () => {
  it.each(["eu-central-1", "cn-north-1"])("knows the host that ECR gives a registry in %s", (region) => {
    const registry = { accountId: "111111111111", region };
    expect(ecrRegistry(ecrHost(registry))).toEqual(registry);
    expect(ecrRegistry(`${ecrHost(registry)}/team/shop@${DIGEST}`)).toEqual(registry);
  });

  it.each(["ghcr.io/team/shop", "localhost:4566"])("knows nothing of %s", (address) => {
    expect(ecrRegistry(address)).toBeUndefined();
  });
});
