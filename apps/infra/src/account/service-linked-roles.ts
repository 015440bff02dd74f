import type { Environment } from "@app/config";
import { CreateServiceLinkedRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { clientSettings } from "../client-settings";

/** Service principals whose role every environment needs: tasks, their scaling, and the load balancer. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html
const ALWAYS = ["ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com", "elasticloadbalancing.amazonaws.com"];

/** Those that a kind of data needs. */
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/using-service-linked-roles.html
// https://docs.aws.amazon.com/efs/latest/ug/using-service-linked-roles.html
const OF_DATA: Partial<Record<Environment["data"][number]["kind"], string>> = {
  postgres: "rds.amazonaws.com",
  cache: "elasticache.amazonaws.com",
  fileSystem: "elasticfilesystem.amazonaws.com",
};

/** Principals of the roles that an environment's services and data need. */
export function neededRoles({ data }: Environment): string[] {
  const ofData = data.filter((store) => !("existing" in store && store.existing)).map(({ kind }) => OF_DATA[kind]);
  return [...ALWAYS, ...new Set(ofData.filter((principal) => principal !== undefined))];
}

/**
 * Creates the roles as which AWS's own services act in the account. Each service does so at its first use, and the request that
 * came in meanwhile fails: in a new account that is a first deploy. What exists stays as it is.
 */
export async function createServiceLinkedRoles(
  environment: Environment,
  variables: Readonly<NodeJS.ProcessEnv>,
): Promise<string[]> {
  const iam = new IAMClient(clientSettings(variables, environment.aws.region));
  const said: string[] = [];
  for (const principal of neededRoles(environment)) {
    try {
      await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: principal }));
      said.push(`service-linked role of ${principal}: created`);
    } catch (error) {
      const { name, message } = error as Error;
      // IAM has no error of its own for it; the emulator has.
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
      if (/has been taken in this account|already exists/.test(message)) continue;
      said.push(
        `service-linked role of ${principal}: not created (${name}: ${message}); AWS tries it at the first use, which may fail once`,
      );
    }
  }
  return said;
}
