import { parseEnvironment } from "./parse-environment";
import { isProtected } from "./protection";
import { parsed, place, size, withWorker } from "./testing/shop";

const service = (change?: Parameters<typeof parsed>[0], index = 0) => {
  const found = parsed(change).services[index];
  if (found?.kind !== "web") throw new Error(`service ${index} is no web service`);
  return found;
};

describe("a checked environment", () => {
  it("has the application's services, data and secrets in its order", () => {
    const { application, services, data, secrets } = parsed();
    expect(application).toEqual({ name: "shop" });
    expect(services.map(({ key }) => key)).toEqual(["web", "admin"]);
    expect(data).toMatchObject([{ key: "orders", kind: "table", partitionKey: "customer", deletionProtected: false }]);
    expect(secrets).toEqual([{ key: "stripeKey", kind: "existing", name: "shop/prod/stripe-key" }]);
  });

  it("has a secret that is generated once, unless the environment asks for a new value", () => {
    const generated = (rotation?: number) =>
      parsed((e, a) => {
        a.secrets.stripeKey = { kind: "generated" };
        if (rotation !== undefined) e.secrets = { stripeKey: { rotation } };
      }).secrets;
    const secret = { key: "stripeKey", kind: "generated", name: "shop/prod/stripe-key" };
    expect(generated()).toEqual([{ ...secret, length: 64, characters: "letters-and-digits", rotation: 1 }]);
    expect(generated(2)).toMatchObject([{ rotation: 2 }]);
  });

  it("is protected where its load balancer is, or is somebody else's, and never when it is emulated", () => {
    const listenerArn =
      "arn:aws:elasticloadbalancing:eu-central-1:111111111111:listener/app/a/0123456789abcdef/fedcba9876543210";
    const existing = { listenerArn, securityGroupId: "sg-0123456789abcdef0" };
    const kept = (alb: object, emulated = false) =>
      isProtected(parsed((e) => Object.assign(e, { alb, aws: { ...e.aws, emulated } })));
    expect([kept({ deletionProtected: true }), kept(existing)]).toEqual([true, true]);
    expect([kept({ deletionProtected: false }), kept({ deletionProtected: true }, true)]).toEqual([false, false]);
  });

  it("joins what is said once of a service with its size", () => {
    expect(service()).toMatchObject({ kind: "web", source: "shop", port: 8080, cpu: 256, tasks: { minimum: 1 } });
  });

  it("lets a variable of the environment win over the application's", () => {
    const { variables } = service((e, a) => {
      a.services.web.variables = { LOG_LEVEL: "INFO", PAGE: "20" };
      e.services.web.variables = { LOG_LEVEL: "DEBUG" };
    });
    expect(variables).toEqual({ LOG_LEVEL: "DEBUG", PAGE: "20" });
  });

  it("keeps template text in variables and commands, which are escaped where they reach Terraform", () => {
    const { variables, command } = service((_, a) => {
      a.services.web.variables = { GREETING: "${name}" };
      a.services.web.command = ["sh", "-c", "exec gunicorn --bind :${PORT} app:app"];
    });
    expect([variables.GREETING, command?.[2]]).toEqual(["${name}", "exec gunicorn --bind :${PORT} app:app"]);
  });

  it("gives the first web service the domain and every other one its own key", () => {
    expect([0, 1].map((index) => service(undefined, index).hostNames)).toEqual([
      ["example.com"],
      ["admin.example.com"],
    ]);
  });

  it("puts a service with paths alone on the hosts of the first one", () => {
    const { hostNames, routes } = service((e, a) => {
      a.services.web.host = ["@", "www"];
      a.services.admin.paths = ["/admin/*"];
      e.services.admin.allowedCidrs = ["192.0.2.0/24"];
    }, 1);
    expect(hostNames).toEqual(["example.com", "www.example.com"]);
    expect(routes).toMatchObject([{ hostNames, paths: ["/admin/*"], allowedCidrs: ["192.0.2.0/24"] }]);
  });

  it("gives a worker neither host nor route, and keeps what it consumes beside what it uses", () => {
    const { services, data } = parsed((e, a) => {
      withWorker(e, a);
      a.services.worker.uses = { jobs: "send", orders: "read" };
    });
    expect(services[2]).toMatchObject({
      kind: "worker",
      consumes: "jobs",
      uses: { jobs: "send", orders: "read" },
      scaling: { backlogPerTask: 100, schedule: [] },
    });
    expect(services[2]).not.toHaveProperty("hostNames");
    expect(data[1]).toEqual({
      key: "jobs",
      kind: "queue",
      attempts: 5,
      visibilityTimeoutSeconds: 60,
      retentionDays: 4,
    });
  });

  it("takes full host names of the environment instead", () => {
    const { hostNames } = service((e) => {
      e.services.admin.hostNames = ["office.example.com"];
    }, 1);
    expect(hostNames).toEqual(["office.example.com"]);
  });

  it("has one source for the services that share it, and says where its image comes from", () => {
    const image = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/team/shop@sha256:${"a".repeat(64)}`;
    const { sources } = parsed((e, a) => {
      a.services.admin.source = "apps/shop";
      e.ecr = { shop: "team/shop" };
      e.images = { shop: image };
    });
    expect(sources).toEqual({
      shop: { key: "shop", folder: "apps/shop", repositoryName: "team/shop", imageUri: image, architecture: "X86_64" },
    });
  });

  it("may stand in a network, a zone, a cluster and behind a listener that exist", () => {
    const { network, dns, cluster, alb } = parsed((e) => {
      const subnets = ["subnet-00000000", "subnet-00000001"];
      e.network = {
        vpcId: "vpc-00000000",
        vpcCidr: "10.0.0.0/16",
        publicSubnetIds: subnets,
        privateSubnetIds: subnets,
      };
      e.dns.zoneId = "Z0123456789ABC";
      e.cluster = { name: "shared" };
      e.alb = {
        listenerArn:
          "arn:aws:elasticloadbalancing:eu-central-1:111111111111:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
        securityGroupId: "sg-00000000",
      };
    });
    expect(network).toMatchObject({ vpcId: "vpc-00000000", nat: "existing", ipv6: false });
    expect(dns.zoneId).toBe("Z0123456789ABC");
    expect(cluster.name).toBe("shared");
    expect(alb).toMatchObject({ securityGroupId: "sg-00000000", idleTimeoutSeconds: 60 });
  });

  it("may have a hundred services", () => {
    const keys = Array.from({ length: 100 }, (_, index) => `service-${index}`);
    const { services } = parsed((e, a) => {
      a.services = Object.fromEntries(keys.map((key) => [key, { kind: "web", source: `apps/${key}` }]));
      e.services = Object.fromEntries(keys.map((key) => [key, size()]));
    });
    expect(services).toHaveLength(100);
  });

  it("takes the application of its own definition where none is given", () => {
    const application = { name: "tiny", services: { web: { kind: "web", source: "apps/tiny" } } };
    const { data: _, ...rest } = place();
    const environment = parseEnvironment("prod", { ...rest, application, services: { web: size() } });
    expect(environment.application.name).toBe("tiny");
  });

  it("is told to exist where a file exports nothing", () => {
    expect(() => parseEnvironment("prod", undefined)).toThrow(
      "environments/prod.ts: has no default export; write `export default defineEnvironment(application, { … })`",
    );
  });
});
