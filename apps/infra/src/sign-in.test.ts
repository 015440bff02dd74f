import { type EnvironmentDescription, parseEnvironment, web } from "@app/config";
import { deliveryScope } from "./delivery-scope";
import { type Block, synthesized } from "./synthesized-app";
import { places } from "./testing/places";

const application = {
  name: "shop",
  services: { web: web({ source: "apps/flask", authentication: [{ paths: ["/admin/*"] }] }) },
};
type Place = Partial<EnvironmentDescription<typeof application>>;

const oidc = {
  issuer: "https://id.example.com",
  authorizationEndpoint: "https://id.example.com/authorize",
  tokenEndpoint: "https://id.example.com/token",
  userInfoEndpoint: "https://id.example.com/userinfo",
  clientId: "shop",
  clientSecretName: "team/identity",
};
const pool = {
  userPoolArn: "arn:aws:cognito-idp:eu-west-1:333333333333:userpool/eu-west-1_Ab12Cd34E",
  userPoolClientId: "shop",
  userPoolDomain: "shop-users",
};

function environment(place: Place) {
  const size = { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 } };
  return parseEnvironment("test", { ...places, services: { web: size }, ...place }, application);
}

type Stack = Record<"resource" | "data", Record<string, Record<string, Block>>>;

interface Stacks {
  readonly web: Stack;
  readonly alb: Stack;
  readonly text: string;
}

/** Synthesized once for all tests: it takes its time. */
const known = new Map<Place, Stacks>();

function stacks(place: Place): Stacks {
  const before = known.get(place);
  if (before !== undefined) return before;
  const { files } = synthesized(environment(place));
  const stack = (id: string) => JSON.parse(files[id] ?? "{}") as Stack;
  const made = { web: stack("infra-service-web"), alb: stack("infra-alb"), text: Object.values(files).join("\n") };
  known.set(place, made);
  return made;
}

/** Actions of the rules in the order in which the listener looks at them. */
function actions({ resource }: Stack): string[][] {
  const rules = Object.values(resource.aws_lb_listener_rule ?? {}) as {
    priority: number;
    action: { type: string }[];
  }[];
  return rules.sort((a, b) => a.priority - b.priority).map(({ action }) => action.map(({ type }) => type));
}

describe("visitors who sign in", () => {
  const atProvider = { authentication: oidc };
  const atPool = { authentication: pool };
  const emulated = { aws: { ...places.aws, emulated: true } };

  it.each<[string, Place, string]>([
    ["a provider of OpenID Connect", atProvider, "authenticate-oidc"],
    ["a user pool", atPool, "authenticate-cognito"],
    ["an emulated load balancer", emulated, "authenticate-oidc"],
  ])("do so before anything is forwarded: at %s", (_, place, type) => {
    expect(actions(stacks(place).web)).toEqual([[type, "forward"], ["forward"]]);
  });

  it("do so at a provider that cannot exist where the load balancer is emulated", () => {
    const addresses = [...stacks(emulated).text.matchAll(/"(\w+_endpoint|issuer)": "([^"]+)"/g)].map(([, , at]) => at);
    expect(addresses).toHaveLength(4);
    expect(addresses.filter((address) => !new URL(`${address}`).hostname.endsWith(".invalid"))).toEqual([]);
  });

  it("have the load balancer call their provider", () => {
    const rules = (place: Place) => stacks(place).alb.resource.aws_vpc_security_group_egress_rule;
    expect(rules(atProvider)).toMatchObject({ identity_provider: { from_port: 443, to_port: 443 } });
  });

  it("leave the client's secret to Terraform's state: what is synthesized names it", () => {
    const { web: stack } = stacks(atProvider);
    expect(stack.data.aws_secretsmanager_secret_version?.client_secret).toMatchObject({ secret_id: "team/identity" });
    expect(stacks(atPool).web.data.aws_secretsmanager_secret_version).toBeUndefined();
  });

  it("cost the roles of delivery no more than their provider's secret, or its pool's description", () => {
    const scope = (place: Place) => {
      const { clientSecretName, userPoolArn } = deliveryScope(environment(place));
      return { clientSecretName, userPoolArn };
    };
    expect(scope(atProvider)).toEqual({ clientSecretName: "team/identity" });
    expect(scope(atPool)).toEqual({ userPoolArn: pool.userPoolArn });
    expect(scope(emulated)).toEqual({});
  });
});
