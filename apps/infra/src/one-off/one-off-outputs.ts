import { list, text } from "@app/constructs";

/** What the stack of a one-off publishes: everything that a run of its task needs, and where its success is kept. */
export const oneOffOutputs = {
  imageUri: text("Image that the next run uses"),
  clusterArn: text("Cluster that the task runs in"),
  taskDefinitionArn: text("Task definition of the next run"),
  subnetIds: list("Subnets that the task runs in"),
  securityGroupId: text("Security group of the task"),
  logGroupName: text("CloudWatch log group of the runs"),
  succeededParameterName: text("Parameter with the task definition that ran and ended with 0"),
};
