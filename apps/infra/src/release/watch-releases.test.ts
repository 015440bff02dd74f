import { stackGroup } from "@app/config";
import { others } from "../testing/applications";
import { leadTo, serveAws } from "../testing/aws-json-api";
import type { Loopback } from "../testing/loopback";
import { watchReleases } from "./watch-releases";

describe("what is watched while it is applied", () => {
  let aws: Loopback | undefined;
  afterEach(() => aws?.close());

  /** Services that ECS is asked for. */
  async function watched(environment: string, stack: string): Promise<string[]> {
    const asked: string[] = [];
    aws = await serveAws({
      DescribeServices: ({ cluster, services }) => {
        asked.push(`${services} in ${cluster}`);
        return { services: [] };
      },
    });
    const watch = await watchReleases(others)({
      environment,
      stackId: `${stackGroup}-${stack}`,
      configuration: "{}",
      variables: leadTo(aws),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    watch?.end();
    return [...new Set(asked)];
  }

  it.each([
    ["a web service", "several", "service-api", "shop-several-api in shop-several"],
    ["a worker", "working", "service-mailer", "office-working-mailer in office-working"],
  ])("is %s, under the names that its stacks give", async (_, environment, stack, names) => {
    expect(await watched(environment, stack)).toEqual([names]);
  });

  it.each([
    ["a job by the clock", "timed", "service-report"],
    ["a one-off", "timed", "service-migrate"],
    ["a stack of no service", "timed", "network"],
  ])("is not %s", async (_, environment, stack) => {
    expect(await watched(environment, stack)).toEqual([]);
  });
});
