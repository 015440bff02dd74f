import { stackGroup } from "@app/config";
import { type Block, synthesized } from "../synthesized-app";
import { others } from "../testing/applications";

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

const { files, dependencies } = synthesized(others.load("calling"));
const resources = (stack: string): Resources =>
  (JSON.parse(files[`${stackGroup}-${stack}`] ?? "{}") as { resource: Resources }).resource;
const connect = (service: string) =>
  resources(`service-${service}`).aws_ecs_service?.service?.service_connect_configuration;
const container = (service: string): Record<string, unknown> =>
  JSON.parse(`${resources(`service-${service}`).aws_ecs_task_definition?.task_definition?.container_definitions}`)[0];
const variables = (service: string): Record<string, string> =>
  Object.fromEntries(
    (container(service).environment as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );
const ofCluster = (output: string) => `\${data.terraform_remote_state.${stackGroup}_cluster.outputs.${output}}`;
const groupOf = (service: string) =>
  `\${data.terraform_remote_state.${stackGroup}_service_${service}.outputs.security_group_id}`;

describe("the stack of an internal service", () => {
  it("names its port, and answers under its key in the namespace of the environment", () => {
    expect(container("pricing").portMappings).toEqual([
      { containerPort: 8080, hostPort: 8080, protocol: "tcp", name: "pricing", appProtocol: "http" },
    ]);
    expect(connect("pricing")).toEqual({
      enabled: true,
      namespace: ofCluster("service_namespace_arn"),
      log_configuration: {
        log_driver: "awslogs",
        options: {
          "awslogs-group": "${aws_cloudwatch_log_group.logs.name}",
          "awslogs-region": "eu-west-1",
          "awslogs-stream-prefix": "service-connect",
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
      service: [
        {
          port_name: "pricing",
          discovery_name: "pricing",
          client_alias: { dns_name: "pricing", port: 8080 },
          timeout: { idle_timeout_seconds: 300, per_request_timeout_seconds: 5 },
          tls: {
            issuer_cert_authority: {
              aws_pca_authority_arn:
                "arn:aws:acm-pca:eu-west-1:333333333333:certificate-authority/01234567-89ab-cdef-0123-456789abcdef",
            },
            role_arn: ofCluster("service_connect_role_arn"),
          },
        },
      ],
    });
  });

  it("has nothing of a load balancer's, and scales on what its tasks use", () => {
    const types = Object.keys(resources("service-pricing"));
    expect(types.filter((type) => /^aws_(lb|route53)/.test(type))).toEqual([]);
    expect(Object.keys(resources("service-pricing").aws_appautoscaling_policy ?? {})).toEqual(["scaling_cpu"]);
  });

  it("keeps idle connections in gunicorn longer than the proxy does", () => {
    expect(variables("pricing").GUNICORN_CMD_ARGS).toContain("--keep-alive 305 ");
    expect(variables("tax-rates").PORT).toBe("9000");
  });

  it("is asked for its health by ECS, where a command says how", () => {
    expect(container("pricing").healthCheck).toMatchObject({ command: ["CMD", "python", "probe.py"] });
    expect(container("tax-rates").healthCheck).toBeUndefined();
  });

  it("lets in nobody by itself", () => {
    expect(resources("service-tax-rates").aws_vpc_security_group_ingress_rule).toBeUndefined();
    expect(resources("service-tax-rates").aws_security_group?.tasks?.description).toBe(
      "Tasks: reached by the services that call them",
    );
  });
});

describe("a service that calls internal ones", () => {
  it("is a client of Service Connect, and finds their URLs in variables, under the names asked for", () => {
    expect(connect("front")).toMatchObject({ enabled: true, namespace: ofCluster("service_namespace_arn") });
    expect(connect("front")).not.toHaveProperty("service");
    expect(variables("front").PRICING_URL).toBe("http://pricing:8080");
    expect(variables("clerk")).toMatchObject({ PRICING_URL: "http://pricing:8080", RATES: "http://tax-rates:9000" });
  });

  it("opens both security groups for its own calls, and no further", () => {
    const { aws_vpc_security_group_egress_rule: out, aws_vpc_security_group_ingress_rule: into } =
      resources("service-clerk");
    const own = "${aws_security_group.tasks.id}";
    const ports = { from_port: 9000, to_port: 9000, ip_protocol: "tcp" };
    expect(out?.tasks_service_tax_rates_out).toMatchObject({
      ...ports,
      security_group_id: own,
      referenced_security_group_id: groupOf("tax_rates"),
    });
    expect(into?.tasks_service_tax_rates_in).toMatchObject({
      ...ports,
      security_group_id: groupOf("tax_rates"),
      referenced_security_group_id: own,
    });
    expect(Object.keys(into ?? {}).sort()).toEqual(["tasks_service_pricing_in", "tasks_service_tax_rates_in"]);
  });

  it("is deployed after them: a task finds only what was there before it", () => {
    expect(dependencies[`${stackGroup}-service-front`]).toContain(`${stackGroup}-service-pricing`);
    expect(dependencies[`${stackGroup}-service-pricing`]).toContain(`${stackGroup}-service-tax-rates`);
    expect(dependencies[`${stackGroup}-service-tax-rates`]).not.toContain(`${stackGroup}-service-pricing`);
  });
});

describe("the cluster stack", () => {
  it("has a namespace and the role for certificates where they are needed", () => {
    expect(resources("cluster").aws_service_discovery_http_namespace?.services).toMatchObject({ name: "till-calling" });
    expect(JSON.parse(`${resources("cluster").aws_iam_role?.tls?.assume_role_policy}`).Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "ecs.amazonaws.com" },
        Action: ["sts:AssumeRole"],
      },
    ]);
    expect(resources("cluster").aws_iam_role_policy_attachment?.tls_policy?.policy_arn).toBe(
      "arn:${data.aws_partition.partition.partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity",
    );
  });

  it("has neither where no service is called by name", () => {
    const { files: plain } = synthesized(others.load("plain"));
    expect(plain[`${stackGroup}-cluster`]).not.toMatch(/service_discovery|service_namespace|service_connect/);
  });
});
