import { stackGroup } from "@app/config";
import { addresses, synthesized } from "./synthesized-app";
import { otherEnvironments } from "./testing/applications";

const apps = new Map(otherEnvironments.map((environment) => [environment.name, synthesized(environment)]));

function stack(name: string, stackName: string): string {
  return apps.get(name)?.files[`${stackGroup}-${stackName}`] ?? "{}";
}

const outputNames = (file: string) => Object.keys((JSON.parse(file) as { output?: object }).output ?? {}).sort();

describe("what exists already", () => {
  it.each(["network", "dns", "alb", "ecr", "data"])("is looked up by the %s stack, which creates nothing", (name) => {
    expect(addresses(stack("existing", name))).toEqual([]);
  });

  it.each(["network", "dns", "alb", "cluster"])("is published by the %s stack under the names of new ones", (name) => {
    expect(outputNames(stack("existing", name))).toEqual(outputNames(stack("several", name)));
  });

  it("leaves of the cluster stack the topic of the alarms", () => {
    expect(addresses(stack("existing", "cluster")).map((address) => address.split(".")[0])).toEqual([
      "aws_sns_topic",
      "aws_sns_topic_policy",
    ]);
  });

  it("lets a given certificate serve without a new one", () => {
    const file = stack("certified", "alb");
    expect(file).not.toContain("aws_acm_certificate");
    expect(file).toContain("arn:aws:acm:eu-west-1:333333333333:certificate/01234567-89ab-cdef-0123-456789abcdef");
  });

  it("pulls a given image without building one", () => {
    expect(Object.keys(apps.get("certified")?.files ?? {})).not.toContain(`${stackGroup}-image`);
    expect(stack("certified", "service-page")).toContain("arn:aws:ecr:eu-west-1:333333333333:repository/front");
  });
});
