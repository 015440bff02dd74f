import { policyDocument } from "../policy/policy-document";
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from "./github-provider";

export interface GithubTrust {
  readonly providerArn: string;
  /** Repository of the workflows: `owner/name`. */
  readonly repository: string;
  /** GitHub environment that a job must be in: whoever may start one there is whoever may assume the role. */
  readonly githubEnvironment: string;
}

/** Both claims must be these, to the letter: no other repository, branch, pull request or environment. */
// https://docs.github.com/en/actions/reference/security/oidc
export function githubTrustPolicy({ providerArn, repository, githubEnvironment }: GithubTrust): string {
  return policyDocument([
    {
      sid: "AssumedByWorkflow",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: { Federated: providerArn },
      conditions: {
        StringEquals: {
          [`${GITHUB_ISSUER}:aud`]: GITHUB_AUDIENCE,
          [`${GITHUB_ISSUER}:sub`]: `repo:${repository}:environment:${githubEnvironment}`,
        },
      },
    },
  ]);
}
