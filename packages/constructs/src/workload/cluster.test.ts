import { oneStack } from "../testing/one-stack";
import { Cluster } from "./cluster";
import { ExistingCluster } from "./existing-cluster";

describe("Cluster", () => {
  const { resource } = oneStack((stack) => {
    new Cluster(stack, "cluster", { name: "flask-test" });
  });

  it("reports to Container Insights, where the alarm on running tasks looks", () => {
    expect(resource.aws_ecs_cluster?.cluster?.setting).toEqual([{ name: "containerInsights", value: "enabled" }]);
  });

  it("runs tasks on regular Fargate and on Spot", () => {
    expect(resource.aws_ecs_cluster_capacity_providers?.cluster).toMatchObject({
      cluster_name: "${aws_ecs_cluster.cluster.name}",
      capacity_providers: ["FARGATE", "FARGATE_SPOT"],
    });
  });
});

describe("ExistingCluster", () => {
  it("is looked up by its name, and nothing is created", () => {
    const { data, resource } = oneStack((stack) => {
      new ExistingCluster(stack, "cluster", { name: "shared" });
    });
    expect(data.aws_ecs_cluster?.cluster?.cluster_name).toBe("shared");
    expect(resource).toEqual({});
  });
});
