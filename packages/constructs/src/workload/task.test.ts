import { oneStack } from "../testing/one-stack";
import type { Block, SynthesizedStack } from "../testing/synthesize";
import { Task, type TaskProps } from "./task";

const task: TaskProps = {
  name: "flask-test-web",
  region: "eu-central-1",
  accountId: "111111111111",
  cpu: 256,
  memoryMiB: 512,
  architecture: "X86_64",
  container: {
    name: "web",
    imageUri: "repository@sha256:1",
    port: 8080,
    environment: { ZONE: "b", LOG_LEVEL: "info" },
    stopTimeoutSeconds: 30,
  },
  logRetentionDays: 30,
  executeCommand: false,
};

const defined = (changes: Partial<TaskProps> = {}): SynthesizedStack =>
  oneStack((stack) => {
    new Task(stack, "Task", { ...task, ...changes });
  });
const definition = (changes?: Partial<TaskProps>): Block =>
  defined(changes).resource.aws_ecs_task_definition?.task_definition ?? {};
const container = (changes: Partial<TaskProps["container"]> = {}, others: Partial<TaskProps> = {}): Block =>
  JSON.parse(definition({ ...others, container: { ...task.container, ...changes } }).container_definitions)[0];
const statements = (policy: "execution" | "task", changes?: Partial<TaskProps>): Block[] =>
  JSON.parse(defined(changes).resource.aws_iam_role_policy?.[`${policy}_policy`]?.policy).Statement;

describe("definition of a Task", () => {
  it("has the size and architecture asked for", () => {
    expect(definition()).toMatchObject({
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "256",
      memory: "512",
      runtime_platform: { cpu_architecture: "X86_64", operating_system_family: "LINUX" },
    });
  });

  it.each([
    [undefined, undefined],
    [20, undefined],
    [50, { size_in_gib: 50 }],
  ])("has room on disk as asked for, the included 20 GiB unsaid: %s", (ephemeralStorageGiB, asked) => {
    expect(definition({ ephemeralStorageGiB }).ephemeral_storage).toEqual(asked);
  });

  it("keeps the revision before registered for a rollback", () => {
    expect(definition().skip_destroy).toBe(true);
  });
});

describe("container of a Task", () => {
  it("sends its output to the service's log group, which is kept as long as asked for", () => {
    expect(container().logConfiguration).toEqual({
      logDriver: "awslogs",
      options: {
        "awslogs-group": "${aws_cloudwatch_log_group.logs.name}",
        "awslogs-region": "eu-central-1",
        "awslogs-stream-prefix": "ecs",
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    });
    expect(defined().resource.aws_cloudwatch_log_group?.logs).toMatchObject({
      name: "/ecs/flask-test-web",
      retention_in_days: 30,
    });
  });

  it("gets its environment in one order, so that plans stay quiet", () => {
    expect(container().environment).toEqual([
      { name: "LOG_LEVEL", value: "info" },
      { name: "ZONE", value: "b" },
    ]);
  });

  it("gets its secrets from ECS in one order", () => {
    expect(container({ secrets: { TOKEN: "arn:two", KEY: "arn:one" } }).secrets).toEqual([
      { name: "KEY", valueFrom: "arn:one" },
      { name: "TOKEN", valueFrom: "arn:two" },
    ]);
  });

  it("is what the image says where nothing else is said", () => {
    const plain = container();
    for (const argument of ["command", "user", "healthCheck", "secrets"]) expect(plain).not.toHaveProperty(argument);
  });

  it("runs the command and the user asked for", () => {
    expect(container({ command: ["gunicorn", "app:app"], user: "10001:10001" })).toMatchObject({
      command: ["gunicorn", "app:app"],
      user: "10001:10001",
    });
  });

  it("takes no connections without a port", () => {
    expect(container({ port: undefined })).not.toHaveProperty("portMappings");
    expect(container().portMappings).toEqual([{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }]);
  });

  it("is asked for its health by its own command, without a shell", () => {
    expect(container({ healthCheckCommand: ["python", "probe.py"] }).healthCheck.command).toEqual([
      "CMD",
      "python",
      "probe.py",
    ]);
  });

  it("runs the image by digest and has the time asked for to end", () => {
    expect(container()).toMatchObject({
      image: "repository@sha256:1",
      stopTimeout: 30,
      linuxParameters: { initProcessEnabled: true },
    });
  });

  it("escapes what Terraform would take for a template", () => {
    const definitions = definition({ container: { ...task.container, command: ["echo", "${HOME} %{if}"] } });
    expect(definitions.container_definitions).toContain("$${HOME} %%{if}");
  });
});

describe("files of a Task", () => {
  it("can be written in /tmp only", () => {
    expect(container()).toMatchObject({
      readonlyRootFilesystem: true,
      mountPoints: [{ containerPath: "/tmp", readOnly: false, sourceVolume: "web-tmp" }],
    });
    expect(definition().volume).toMatchObject([{ name: "web-tmp" }]);
  });

  it("can be written in further paths, each with a volume of its own", () => {
    const writablePaths = ["/app/instance", "/tmp", "/app-instance", "/var/lib/my_app"];
    const { mountPoints } = container({ writablePaths });
    expect(mountPoints.map((mount: Block) => mount.containerPath)).toEqual([
      "/app-instance",
      "/app/instance",
      "/tmp",
      "/var/lib/my_app",
    ]);
    const names: string[] = definition({ container: { ...task.container, writablePaths } }).volume.map(
      (volume: Block) => volume.name,
    );
    expect(names).toEqual(mountPoints.map((mount: Block) => mount.sourceVolume));
    expect(new Set(names).size).toBe(4);
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
    expect(names.filter((name) => !/^[\w-]{1,255}$/.test(name))).toEqual([]);
  });

  it("can be written anywhere where that is asked for, and where commands in the running container are allowed", () => {
    expect(container({ readonlyRootFilesystem: false }).readonlyRootFilesystem).toBe(false);
    expect(container({}, { executeCommand: true }).readonlyRootFilesystem).toBe(false);
  });
});

describe("roles of a Task", () => {
  const repositoryArn = "arn:aws:ecr:eu-central-1:222222222222:repository/flask-staging";
  const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  const logs = [["logs:CreateLogStream", "logs:PutLogEvents"], ["${aws_cloudwatch_log_group.logs.arn}:*"]];
  const rights = (changes?: Partial<TaskProps>) =>
    statements("execution", changes).map(({ Action, Resource }) => [Action, Resource]);

  it("are assumed by tasks of this account only", () => {
    for (const { assume_role_policy } of Object.values(defined().resource.aws_iam_role ?? {})) {
      expect(JSON.parse(assume_role_policy).Statement).toMatchObject([
        {
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        },
      ]);
    }
  });

  it("pull from the image's own repository, in whatever account, and write one log group", () => {
    expect(rights({ repositoryArn })).toEqual([[["ecr:GetAuthorizationToken"], ["*"]], [PULL, [repositoryArn]], logs]);
  });

  it("have no rights in ECR for an image of another registry", () => {
    expect(rights()).toEqual([logs]);
  });

  it("read exactly the secrets and parameters that the container is given, each once", () => {
    const secret = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:db-AbCdEf";
    const parameter = "arn:aws:ssm:eu-central-1:111111111111:parameter/flask/key";
    const secrets = { A: secret, B: `${secret}:user::`, C: `${secret}:password:AWSCURRENT:`, D: parameter };
    expect(rights({ container: { ...task.container, secrets } })).toEqual([
      [["secretsmanager:GetSecretValue"], [secret]],
      [["ssm:GetParameters"], [parameter]],
      logs,
    ]);
  });

  it("have no policy for an application without grants", () => {
    expect(Object.keys(defined().resource.aws_iam_role_policy ?? {})).toEqual(["execution_policy"]);
  });

  it("allow a shell in the container only where that is asked for", () => {
    expect(statements("task", { executeCommand: true }).map(({ Sid }) => Sid)).toEqual(["ExecuteCommand"]);
  });
});
