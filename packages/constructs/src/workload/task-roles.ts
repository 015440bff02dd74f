import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument, serviceTrustPolicy } from "../policy/policy-document";
import { readSecrets } from "./read-secrets";

export interface TaskRolesProps {
  readonly name: string;
  readonly accountId: string;
  readonly logGroup: CloudwatchLogGroup;
  /**
   * The repositories that tasks may be started from: those that the image URIs name, in whatever account. Images of other
   * registries need no rights in AWS.
   */
  readonly repositoryArns: readonly string[];
  /** What ECS puts into the container's variables: ARNs of secrets or parameters, also with a key behind them. */
  readonly secrets: readonly string[];
  /** What the application may do: the sum of its grants. */
  readonly statements: readonly PolicyStatement[];
  /** Allows a shell in the running container through SSM. */
  readonly executeCommand: boolean;
}

/** What SSM needs for `aws ecs execute-command`; it knows no narrower resources. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
const EXECUTE_COMMAND: PolicyStatement = {
  sid: "ExecuteCommand",
  actions: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  resources: ["*"],
};

/** The two roles of a task: one that starts it, one that it runs as. */
export class TaskRoles extends Construct {
  /** Used by Fargate before the container runs: pulls the images of these repositories, reads these secrets, writes this log group. */
  readonly executionRole: IamRole;
  /** Used by the application: exactly its grants. */
  readonly taskRole: IamRole;
  /** A task may start only once these are in place. */
  readonly policies: readonly IamRolePolicy[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TaskRolesProps,
  ) {
    super(scope, id);
    this.executionRole = this.role("execution", "Starts tasks: pulls the image, reads the secrets, writes the logs");
    this.taskRole = this.role("task", "What the application in the task may do");
    const statements = [...props.statements, ...(props.executeCommand ? [EXECUTE_COMMAND] : [])];
    this.policies = [
      this.policy("execution-policy", this.executionRole, this.executionStatements()),
      ...(statements.length > 0 ? [this.policy("task-policy", this.taskRole, statements)] : []),
    ];
  }

  private executionStatements(): PolicyStatement[] {
    const { repositoryArns, logGroup, secrets } = this.props;
    return [
      ...(repositoryArns.length === 0 ? [] : pullFrom(repositoryArns)),
      ...readSecrets(secrets),
      { sid: "WriteLogs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroup.arn}:*`] },
    ];
  }

  private role(kind: "execution" | "task", description: string): IamRole {
    const { name, accountId } = this.props;
    return new IamRole(this, kind, {
      name: `${name}-${kind}`,
      description,
      assumeRolePolicy: serviceTrustPolicy("ecs-tasks.amazonaws.com", accountId),
    });
  }

  private policy(id: string, role: IamRole, statements: readonly PolicyStatement[]): IamRolePolicy {
    return new IamRolePolicy(this, id, { name: "granted", role: role.id, policy: policyDocument(statements) });
  }
}

function pullFrom(repositoryArns: readonly string[]): PolicyStatement[] {
  return [
    // AWS knows no narrower resource for this action.
    { sid: "SignInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: repositoryArns,
    },
  ];
}
