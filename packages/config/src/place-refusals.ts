import { asksVisitors, identityProviderRefusals } from "./authentication-refusals";
import { openCacheRefusals } from "./cache-refusals";
import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { dataKinds } from "./data";
import type { LimitedName } from "./limited-name";
import { kebabCase } from "./naming";
import { regionOf } from "./schema/arn";
import { letsAmazonIssue } from "./schema/dns";
import type { CheckedPlace } from "./schema/environment";
import { serviceKinds } from "./services";
import { foldersOf } from "./sources";
import { suggestion } from "./suggestion";
import { traceRefusals } from "./trace-refusals";
import { variableRefusals } from "./wiring";

type Found = Omit<Refusal, "file">;

/** Something that names resources of AWS by its key. */
interface Named {
  readonly part: "services" | "data";
  readonly key: string;
  readonly kind: {
    readonly limitedNames: (
      name: string,
      of: { readonly key: string; readonly accountId: string },
    ) => readonly LimitedName[];
  };
}

/** The shortest limit on names made of project and environment alone: a load balancer's. Buckets (63) and roles (64) have room for what is added. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
const LONGEST_BASE_NAME = 32;
// https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
const LONGEST_CERTIFICATE_NAME = 64;
/** Fargate Spot ends a task two minutes after its warning; deregistration must take less. */
// https://repost.aws/knowledge-center/fargate-spot-termination-notice
const SPOT_NOTICE_SECONDS = 120;

/** What is wrong between an environment's fields, or between them and the application. */
export function placeRefusals(
  application: CheckedApplication,
  name: string,
  place: CheckedPlace,
  sources: ReadonlyMap<string, string>,
): Found[] {
  return [
    ...nameRefusals(application, name, place.aws.accountId),
    ...certificateRefusals(place),
    ...providerRefusals(place),
    ...pipelineRefusals(place),
    ...identityProviderRefusals(application, place),
    ...spotRefusals(application, place),
    ...subscriberRefusals(place),
    ...authorityRefusals(place),
    ...urlCheckRefusals(application, place),
    ...idleRefusals(application, place),
    ...openCacheRefusals(application, place),
    ...sourceRefusals(application, place, sources),
    ...reservationRefusals(application, place),
    ...traceRefusals(application, place),
    ...Object.entries(application.services).flatMap(([key, service]) =>
      variableRefusals(application, service, place.services[key]?.variables ?? {}).map(({ path, message }) => ({
        path: ["services", key, ...path],
        message,
      })),
    ),
  ];
}

/** Names that AWS would refuse. */
function nameRefusals(application: CheckedApplication, name: string, accountId: string): Found[] {
  const base = `${application.name}-${name}`;
  if (base.length > LONGEST_BASE_NAME) {
    const remedy = `rename the file to one shorter by ${base.length - LONGEST_BASE_NAME}`;
    const message = `"${name}" makes load balancer names of ${base.length} characters (${base}), AWS allows ${LONGEST_BASE_NAME}; ${remedy}`;
    return [{ path: ["name"], message }];
  }
  const named: Named[] = [
    ...Object.entries(application.services).map(([key, { kind }]) => ({
      part: "services" as const,
      key,
      kind: serviceKinds[kind],
    })),
    ...Object.entries(application.data).map(([key, { kind }]) => ({
      part: "data" as const,
      key,
      kind: dataKinds[kind],
    })),
  ];
  return named.flatMap(({ part, key, kind }) =>
    kind.limitedNames(`${base}-${kebabCase(key)}`, { key, accountId }).flatMap((limited) => {
      const message = nameMessage(limited);
      return message === undefined ? [] : [{ path: [part, key], message }];
    }),
  );
}

function nameMessage({ what, name, most, against }: LimitedName): string | undefined {
  if (name.length <= most) return against && `makes the ${what} name ${name}, ${against}`;
  return `makes ${what} names of ${name.length} characters (${name}), AWS allows ${most}; shorten the key by ${name.length - most}`;
}

function certificateRefusals({ alb, aws, cluster, dns }: CheckedPlace): Found[] {
  const arns = {
    certificateArn: "certificateArn" in alb ? alb.certificateArn : undefined,
    listenerArn: "listenerArn" in alb ? alb.listenerArn : undefined,
  };
  const elsewhere = [
    ...Object.entries(arns).flatMap(([field, arn]) => elsewhereRefusals(["alb", field], arn, aws.region)),
    ...elsewhereRefusals(["cluster", "certificateAuthorityArn"], cluster.certificateAuthorityArn, aws.region),
  ];
  const wildcard = `*.${dns.domain}`;
  const excess = wildcard.length - LONGEST_CERTIFICATE_NAME;
  const requested = Object.values(arns).every((arn) => arn === undefined);
  if (!requested || excess <= 0) return elsewhere;
  const message = `"${dns.domain}" is too long for a certificate: ${wildcard} has ${wildcard.length} characters, AWS allows ${LONGEST_CERTIFICATE_NAME}; shorten it by ${excess}, or name an existing certificate in alb.certificateArn`;
  return [...elsewhere, { path: ["dns", "domain"], message }];
}

/** A role trusts identity providers of its own account alone. */
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
function providerRefusals({ aws, delivery }: CheckedPlace): Found[] {
  const account = delivery.github?.providerArn?.split(":")[4];
  if (account === undefined || account === aws.accountId) return [];
  const message = `is in account ${account}, the environment in ${aws.accountId}; name the one there`;
  return [{ path: ["delivery", "github", "providerArn"], message }];
}

/** What CodePipeline would refuse, and who has none. */
function pipelineRefusals({ aws, delivery }: CheckedPlace): Found[] {
  const { codePipeline } = delivery;
  if (codePipeline === undefined) return [];
  const path = ["delivery", "codePipeline"];
  if (aws.emulated)
    return [{ path, message: "needs an account of AWS, which this environment emulates; remove one of both" }];
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html
  return elsewhereRefusals([...path, "approvalTopicArn"], codePipeline.approvalTopicArn, aws.region);
}

function elsewhereRefusals(path: Found["path"], arn: string | undefined, region: string): Found[] {
  if (arn === undefined || regionOf(arn) === region) return [];
  return [{ path, message: `is in ${regionOf(arn)}, the environment in ${region}; name one there` }];
}

/** Only tasks behind the load balancer are taken out of it before they end. */
function spotRefusals(application: CheckedApplication, { alb, services }: CheckedPlace): Found[] {
  const spot = Object.entries(services).find(
    ([key, { capacity }]) => application.services[key]?.kind === "web" && capacity.spotPercent > 0,
  );
  if (spot === undefined || alb.deregistrationDelaySeconds < SPOT_NOTICE_SECONDS) return [];
  const message = `${alb.deregistrationDelaySeconds} is not less than the ${SPOT_NOTICE_SECONDS} seconds that Fargate Spot gives a task of services.${spot[0]}; shorten it, or use spotPercent 0`;
  return [{ path: ["alb", "deregistrationDelaySeconds"], message }];
}

/** ACM reads the record before it issues. */
function authorityRefusals({ alb, dns }: CheckedPlace): Found[] {
  const requested = !("listenerArn" in alb) && alb.certificateArn === undefined;
  if (!requested || letsAmazonIssue(dns.certificateAuthorities)) return [];
  const message =
    'lets no authority of Amazon issue, and the alb stack requests its certificate there; add "amazon.com", or name an existing certificate in alb.certificateArn';
  return [{ path: ["dns", "certificateAuthorities"], message }];
}

/** An alarm that nobody hears is none. */
function subscriberRefusals({ alarms, aws }: CheckedPlace): Found[] {
  if (aws.emulated || alarms.email !== undefined || alarms.subscribers !== undefined) return [];
  const message =
    'has no subscriber: name an address in alarms.email, or say `subscribers: "elsewhere"` where somebody subscribes to the topic by other means';
  return [{ path: ["alarms"], message }];
}

/** Route 53's checkers come from addresses of their own, and from the internet. */
function urlCheckRefusals(application: CheckedApplication, { services }: CheckedPlace): Found[] {
  return Object.entries(services).flatMap(([key, size]): Found[] => {
    if (!("urlCheckPath" in size) || size.urlCheckPath === undefined) return [];
    const path = ["services", key, "urlCheckPath"];
    const service = application.services[key];
    if (size.allowedCidrs.length > 0) {
      return [
        { path, message: "is asked from all over the world, and allowedCidrs lets nobody in; remove one of both" },
      ];
    }
    if (service?.kind === "web" && service.hiddenPaths.includes(size.urlCheckPath)) {
      const message = `"${size.urlCheckPath}" is among the hiddenPaths, which nobody is answered; name a page that users see`;
      return [{ path, message }];
    }
    if (service?.kind === "web" && asksVisitors(service, size.urlCheckPath)) {
      const message = `"${size.urlCheckPath}" asks visitors to sign in, and Route 53 does not; name a page that everybody sees`;
      return [{ path, message }];
    }
    return [];
  });
}

/** Without a queue nothing tells that there is work. */
function idleRefusals(application: CheckedApplication, { services }: CheckedPlace): Found[] {
  return Object.entries(application.services).flatMap(([key, service]): Found[] => {
    const why = idleReason(service);
    if (why === undefined) return [];
    const size = services[key];
    const started =
      size !== undefined &&
      "tasks" in size &&
      [size.tasks, ...size.scaling.schedule].some(({ minimum }) => minimum > 0);
    if (started) return [];
    return [{ path: ["services", key, "tasks", "minimum"], message: `0 lets no task ever start: ${why}` }];
  });
}

/** Why nothing starts a first task; undefined where something does, or something else is refused. */
function idleReason(service: CheckedApplication["services"][string]): string | undefined {
  if (service.kind === "internal") return "a call starts none; use at least 1";
  if (service.kind !== "worker" || service.consumes !== undefined) return undefined;
  return "the worker consumes no queue; use at least 1, or name one in consumes";
}

function sourceRefusals(
  application: CheckedApplication,
  { ecr, images, services }: CheckedPlace,
  sources: ReadonlyMap<string, string>,
): Found[] {
  const known = [...sources.values()];
  const unknown = Object.entries({ ecr, images }).flatMap(([part, entries]) =>
    Object.keys(entries)
      .filter((key) => !known.includes(key))
      .map((key) => ({ path: [part, key], message: `there is no source "${key}"; ${suggestion(key, known)}` })),
  );
  const first = new Map<string, string>();
  const built = Object.entries(application.services).flatMap(([key, service]) =>
    foldersOf(service).map((source) => ({ key, source })),
  );
  const disagreeing = built.flatMap(({ key, source }): Found[] => {
    const earlier = first.get(source) ?? key;
    first.set(source, earlier);
    const [mine, other] = [services[key]?.architecture, services[earlier]?.architecture];
    if (mine === other) return [];
    const message = `${JSON.stringify(mine)} is not the ${JSON.stringify(other)} of services.${earlier}, which shares the image of ${source}; choose one for both`;
    return [{ path: ["services", key, "architecture"], message }];
  });
  return [...unknown, ...disagreeing];
}

/** What sidecars keep for themselves must leave something of the task to the service's own container. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
function reservationRefusals(application: CheckedApplication, { services }: CheckedPlace): Found[] {
  return Object.entries(application.services).flatMap(([key, { sidecars }]) =>
    (["cpu", "memoryMiB"] as const).flatMap((field): Found[] => {
      const size = services[key]?.[field] ?? 0;
      const kept = Object.values(sidecars).reduce((sum, sidecar) => sum + (sidecar[field] ?? 0), 0);
      if (kept === 0 || kept < size) return [];
      const message = `${size} is no more than the ${kept} that the sidecars ${listed(sidecars, field)} keep for themselves; give the task more, or them less`;
      return [{ path: ["services", key, field], message }];
    }),
  );
}

function listed(sidecars: CheckedApplication["services"][string]["sidecars"], field: "cpu" | "memoryMiB"): string {
  return Object.keys(sidecars)
    .filter((name) => sidecars[name]?.[field] !== undefined)
    .join(", ");
}
