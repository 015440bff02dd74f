import { refused } from "./testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

const pipeline = (mistake: object) => ({
  codePipeline: {
    connectionArn: "arn:aws:codeconnections:eu-central-1:111111111111:connection/01234567-89ab-cdef-0123-456789abcdef",
    repository: "team/shop",
    ...mistake,
  },
});

/** A test for each mistake in an environment file: the whole line that is told. */
const cases: Case[] = [
  [
    "a repository to deliver from without its owner",
    'delivery.github.repository: "shop" is not a repository of GitHub; write it like "owner/name"',
    (e) => {
      e.delivery = { github: { repository: "shop" } };
    },
  ],
  [
    "a pattern in place of a repository, which would let others in",
    'delivery.github.repository: "team/*" is not a repository of GitHub; write it like "owner/name"',
    (e) => {
      e.delivery = { github: { repository: "team/*" } };
    },
  ],
  [
    "an identity provider that is not GitHub's",
    'delivery.github.providerArn: "arn:aws:iam::111111111111:oidc-provider/gitlab.com" is not the ARN of GitHub\'s identity provider; write it like "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"',
    (e) => {
      e.delivery = {
        github: { repository: "team/shop", providerArn: "arn:aws:iam::111111111111:oidc-provider/gitlab.com" },
      };
    },
  ],
  [
    "an identity provider of another account",
    "delivery.github.providerArn: is in account 999999999999, the environment in 111111111111; name the one there",
    (e) => {
      e.delivery = {
        github: {
          repository: "team/shop",
          providerArn: "arn:aws:iam::999999999999:oidc-provider/token.actions.githubusercontent.com",
        },
      };
    },
  ],
  [
    "the ARN of a host in place of a connection's",
    'delivery.codePipeline.connectionArn: "arn:aws:codeconnections:eu-central-1:111111111111:host/abc" is not the ARN of a connection; write it like "arn:aws:codeconnections:eu-central-1:111111111111:connection/01234567-89ab-cdef-0123-456789abcdef"',
    (e) => {
      e.delivery = pipeline({ connectionArn: "arn:aws:codeconnections:eu-central-1:111111111111:host/abc" });
    },
  ],
  [
    "a repository to deliver by a pipeline without its owner",
    'delivery.codePipeline.repository: "shop" is not a repository; write it like "owner/name"',
    (e) => {
      e.delivery = pipeline({ repository: "shop" });
    },
  ],
  [
    "a pattern in place of a branch",
    'delivery.codePipeline.branch: "release/*" is not the name of a branch; write it like "main"',
    (e) => {
      e.delivery = pipeline({ branch: "release/*" });
    },
  ],
  [
    "a queue in place of a topic for approvals",
    'delivery.codePipeline.approvalTopicArn: "arn:aws:sqs:eu-central-1:111111111111:approvals" is not the ARN of an SNS topic; write it like "arn:aws:sns:eu-central-1:111111111111:…"',
    (e) => {
      e.delivery = pipeline({ approvalTopicArn: "arn:aws:sqs:eu-central-1:111111111111:approvals" });
    },
  ],
  [
    "a topic for approvals in another region",
    "delivery.codePipeline.approvalTopicArn: is in us-east-1, the environment in eu-central-1; name one there",
    (e) => {
      e.delivery = pipeline({ approvalTopicArn: "arn:aws:sns:us-east-1:111111111111:approvals" });
    },
  ],
  [
    "a pipeline where AWS is emulated",
    "delivery.codePipeline: needs an account of AWS, which this environment emulates; remove one of both",
    (e) => {
      e.aws = { ...e.aws, emulated: true };
      e.delivery = pipeline({});
    },
  ],
  [
    "an account to promote to of another length",
    'promotion.pullableBy.0: "12" is not an AWS account id; it has 12 digits',
    (e) => {
      e.promotion = { pullableBy: ["12"] };
    },
  ],
  [
    "an account to promote to that is named twice",
    'promotion.pullableBy.1: "222222222222" stands in the list twice; remove one',
    (e) => {
      e.promotion = { pullableBy: ["222222222222", "222222222222"] };
    },
  ],
  [
    "an account id of another length",
    'aws.accountId: "12" is not an AWS account id; it has 12 digits',
    (e) => {
      e.aws.accountId = "12";
    },
  ],
  [
    "a misspelt region",
    'aws.region: "eu-centrall-1" is not an AWS region; did you mean "eu-central-1"?',
    (e) => {
      e.aws.region = "eu-centrall-1";
    },
  ],
  [
    "a region that nothing resembles",
    'aws.region: "Frankfurt" is not an AWS region; write one like "eu-central-1"',
    (e) => {
      e.aws.region = "Frankfurt";
    },
  ],
  [
    "a value of another type",
    'aws.emulated: "yes" is of the wrong type; write true or false',
    (e) => {
      e.aws.emulated = "yes";
    },
  ],
  [
    "a domain that is none",
    'dns.domain: "Example.com" is not a domain name; use lower-case labels joined by dots, like "example.com"',
    (e) => {
      e.dns.domain = "Example.com";
    },
  ],
  [
    "template text in a host name",
    'services.web.hostNames.0: "${x}.example.com" is not a domain name; use lower-case labels joined by dots, like "example.com"',
    (e) => {
      e.services.web.hostNames = ["${x}.example.com"];
    },
  ],
  [
    "a domain whose wildcard is too long for a certificate",
    `dns.domain: "${"a".repeat(60)}.example.com" is too long for a certificate: *.${"a".repeat(60)}.example.com has 74 characters, AWS allows 64; shorten it by 10, or name an existing certificate in alb.certificateArn`,
    (e) => {
      e.dns.domain = `${"a".repeat(60)}.example.com`;
    },
  ],
  [
    "a zone id that is none",
    'dns.zoneId: "example.com" is not the id of a hosted zone; copy it from Route 53, like "Z0123456789ABC"',
    (e) => {
      e.dns.zoneId = "example.com";
    },
  ],
  [
    "the domain among those before it",
    'dns.formerDomains.0: "example.com" is the domain itself; name those that it follows',
    (e) => {
      e.dns.formerDomains = ["example.com"];
    },
  ],
  [
    "a host name outside the zone",
    "services.admin.hostNames.0: admin.example.org is outside the zone example.com or more than one label below it, where the certificate does not reach; use example.com or NAME.example.com",
    (e) => {
      e.services.admin.hostNames = ["admin.example.org"];
    },
  ],
  [
    "a host name twice",
    'services.admin.hostNames.1: "a.example.com" stands in the list twice; remove one',
    (e) => {
      e.services.admin.hostNames = ["a.example.com", "a.example.com"];
    },
  ],
  [
    "a service without any host name",
    "services.admin.hostNames: claims nothing; name something, or leave it out for the default",
    (e) => {
      e.services.admin.hostNames = [];
    },
  ],
  [
    "two services on one host name",
    "services.admin: claims example.com, which services.web claims already; give one of them another host or other paths",
    (e) => {
      e.services.admin.hostNames = ["example.com"];
    },
  ],
  [
    "a network address with host bits",
    'network.cidr: "10.0.0.1/16" is not an IPv4 network address; write it like "10.0.0.0/16", with the host bits zero',
    (e) => {
      e.network.cidr = "10.0.0.1/16";
    },
  ],
  [
    "a VPC of a size that AWS does not have",
    'network.cidr: "10.0.0.0/8" is outside the sizes AWS accepts; choose a prefix from /16 to /28',
    (e) => {
      e.network.cidr = "10.0.0.0/8";
    },
  ],
  [
    "a public subnet too small for a load balancer",
    'network.availabilityZones.a.publicCidr: "10.0.0.0/28" is too small for a load balancer; choose a prefix from /16 to /27',
    (e) => {
      e.network.availabilityZones.a.publicCidr = "10.0.0.0/28";
    },
  ],
  [
    "a zone with its region",
    'network.availabilityZones.eu-central-1c: "eu-central-1c" is not a zone; use one letter from "a" to "f", it is appended to the region',
    (e) => {
      e.network.availabilityZones["eu-central-1c"] = { publicCidr: "10.0.2.0/24", privateCidr: "10.0.48.0/20" };
    },
  ],
  [
    "a single zone",
    "network.availabilityZones: needs at least 2 zones and at most 3, got 1; a load balancer must span 2 zones, add another letter",
    (e) => {
      delete e.network.availabilityZones.b;
    },
  ],
  [
    "one of two zones that leaves",
    "network.availabilityZones: needs at least 2 zones and at most 3, got 1; a load balancer must span 2 zones, add another letter",
    (e) => {
      e.network.availabilityZones.b.leaving = true;
    },
  ],
  [
    "overlapping subnets",
    "network.availabilityZones.b.privateCidr: 10.0.0.0/20 overlaps availabilityZones.a.publicCidr (10.0.0.0/24); give each subnet addresses of its own\nenvironments/prod.ts → network.availabilityZones.b.privateCidr: 10.0.0.0/20 overlaps availabilityZones.b.publicCidr (10.0.1.0/24); give each subnet addresses of its own",
    (e) => {
      e.network.availabilityZones.b.privateCidr = "10.0.0.0/20";
    },
  ],
  [
    "a subnet outside the VPC",
    "network.availabilityZones.b.privateCidr: 10.1.0.0/20 lies outside the VPC's 10.0.0.0/16; choose a block inside it",
    (e) => {
      e.network.availabilityZones.b.privateCidr = "10.1.0.0/20";
    },
  ],
  [
    "an existing VPC by its name",
    'network.vpcId: "main" is not the id of a VPC; write it like "vpc-0123456789abcdef0"',
    (e) => {
      const subnets = ["subnet-00000000", "subnet-00000001"];
      e.network = { vpcId: "main", vpcCidr: "10.0.0.0/16", publicSubnetIds: subnets, privateSubnetIds: subnets };
    },
  ],
  [
    "a field that only a new VPC has",
    'network.cird: is unknown; did you mean "cidr"?',
    (e) => {
      e.network.cird = "10.0.0.0/16";
    },
  ],
  [
    "a retention that CloudWatch Logs does not have",
    "services.web.logRetentionDays: 31 is not a retention that CloudWatch Logs has; choose 30 or 60",
    (e) => {
      e.services.web.logRetentionDays = 31;
    },
  ],
  [
    "a longer retention than CloudWatch Logs has",
    "network.flowLogRetentionDays: 4000 is not a retention that CloudWatch Logs has; choose 3653",
    (e) => {
      e.network.flowLogRetentionDays = 4000;
    },
  ],
  [
    "an authority that may not issue what is requested",
    'dns.certificateAuthorities: lets no authority of Amazon issue, and the alb stack requests its certificate there; add "amazon.com", or name an existing certificate in alb.certificateArn',
    (e) => {
      e.dns.certificateAuthorities = ["letsencrypt.org"];
    },
  ],
  [
    "authorities for a zone that somebody else keeps",
    "dns.certificateAuthorities: is for a zone of this environment's own; keep the record where that zone is kept",
    (e) => {
      Object.assign(e.dns, { zoneId: "Z0123456789ABC", certificateAuthorities: ["amazon.com"] });
    },
  ],
  [
    "a delegation of somebody else's domain",
    'dns.delegations.staging.example.org: is not below example.com; name a domain like "staging.example.com"',
    (e) => {
      e.dns.delegations = { "staging.example.org": ["ns-1.awsdns-00.com"] };
    },
  ],
  [
    "a delegation to nobody",
    "dns.delegations.staging.example.com: has no name server; copy those that its dns stack prints",
    (e) => {
      e.dns.delegations = { "staging.example.com": [] };
    },
  ],
  [
    "a TLS policy with old versions",
    'alb.tlsPolicy: "ELBSecurityPolicy-2016-08" is not a policy that keeps to TLS 1.2 and 1.3; choose one of ELB\'s, like "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"',
    (e) => {
      e.alb.tlsPolicy = "ELBSecurityPolicy-2016-08";
    },
  ],
  [
    "alarms that nobody hears",
    'alarms: has no subscriber: name an address in alarms.email, or say `subscribers: "elsewhere"` where somebody subscribes to the topic by other means',
    (e) => {
      e.alarms = {};
    },
  ],
  [
    "subscribers in another word",
    'alarms.subscribers: "nobody" is not allowed; choose elsewhere',
    (e) => {
      e.alarms = { subscribers: "nobody" };
    },
  ],
  [
    "a URL to ask that is no path",
    'services.web.urlCheckPath: "https://example.com/" is not a path; begin with "/" and use at most 255 characters, like "/"',
    (e) => {
      e.services.web.urlCheckPath = "https://example.com/";
    },
  ],
  [
    "a URL to ask that few may reach",
    "services.web.urlCheckPath: is asked from all over the world, and allowedCidrs lets nobody in; remove one of both",
    (e) => {
      Object.assign(e.services.web, { urlCheckPath: "/", allowedCidrs: ["192.0.2.0/24"] });
    },
  ],
  [
    "a URL to ask that is hidden",
    'services.web.urlCheckPath: "/health_check" is among the hiddenPaths, which nobody is answered; name a page that users see',
    (e, a) => {
      a.services.web.hiddenPaths = ["/health_check"];
      e.services.web.urlCheckPath = "/health_check";
    },
  ],
  [
    "a deregistration that outlasts the deploy",
    "alb.deregistrationDelaySeconds: 3600 is too large; use at most 900",
    (e) => {
      e.alb.deregistrationDelaySeconds = 3600;
    },
  ],
  [
    "a deregistration that outlasts Spot's notice",
    "alb.deregistrationDelaySeconds: 120 is not less than the 120 seconds that Fargate Spot gives a task of services.admin; shorten it, or use spotPercent 0",
    (e) => {
      e.alb.deregistrationDelaySeconds = 120;
      e.services.admin.capacity = { spotPercent: 50 };
    },
  ],
  [
    "a certificate of another region",
    "alb.certificateArn: is in us-east-1, the environment in eu-central-1; name one there",
    (e) => {
      e.alb.certificateArn = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b";
    },
  ],
  [
    "a listener that is none",
    'alb.listenerArn: "shared" is not the ARN of a listener of an application load balancer; write it like "arn:aws:elasticloadbalancing:eu-central-1:111111111111:listener/app/…"',
    (e) => {
      e.alb = { listenerArn: "shared", securityGroupId: "sg-00000000" };
    },
  ],
  [
    "memory that Fargate does not have for the CPU size",
    "services.web.memoryMiB: 700 is not a Fargate size for 256 CPU units; choose 512, 1024 or 2048",
    (e) => {
      e.services.web.memoryMiB = 700;
    },
  ],
  [
    "memory of a long list of sizes",
    "services.web.memoryMiB: 4096 is not a Fargate size for 4096 CPU units; choose 8192, 9216, … 30720",
    (e) => {
      e.services.web.cpu = 4096;
      e.services.web.memoryMiB = 4096;
    },
  ],
  [
    "a CPU size that Fargate does not have",
    "services.web.cpu: 300 is not a Fargate CPU size; choose 256, 512, 1024, 2048, 4096, 8192, 16384",
    (e) => {
      e.services.web.cpu = 300;
    },
  ],
  [
    "less disk than Fargate can be told",
    "services.web.ephemeralStorageGiB: 20 is too small; Fargate gives 20 GiB where nothing is said, leave it out or use at least 21",
    (e) => {
      e.services.web.ephemeralStorageGiB = 20;
    },
  ],
  [
    "fewer tasks at most than at least",
    "services.web.tasks.maximum: 2 is below the minimum of 3; raise it or lower the minimum",
    (e) => {
      e.services.web.tasks.minimum = 3;
    },
  ],
  [
    "a schedule in crontab's form",
    'services.web.scaling.schedule.0.at: "0 7 * * *" is not a schedule; write it like "cron(0 7 ? * MON-FRI *)", "rate(1 hour)" or "at(2030-01-31T07:00:00)"',
    (e) => {
      e.services.web.scaling = { schedule: [{ at: "0 7 * * *", minimum: 1, maximum: 2 }] };
    },
  ],
  [
    "a time zone that is none",
    'services.web.scaling.schedule.0.timeZone: "Berlin" is not a time zone; write its IANA name, like "Europe/Berlin"',
    (e) => {
      e.services.web.scaling = { schedule: [{ at: "rate(1 hour)", timeZone: "Berlin", minimum: 1, maximum: 2 }] };
    },
  ],
  [
    "two architectures for one source",
    'services.admin.architecture: "ARM64" is not the "X86_64" of services.web, which shares the image of apps/shop; choose one for both',
    (e, a) => {
      a.services.admin.source = "apps/shop";
      e.services.admin.architecture = "ARM64";
    },
  ],
  [
    "a source address with host bits",
    'services.web.allowedCidrs.0: "192.0.2.1/24" is not a network address; write it like "192.0.2.0/24" or "2001:db8::/32", with the host bits zero',
    (e) => {
      e.services.web.allowedCidrs = ["192.0.2.1/24"];
    },
  ],
  [
    "a variable that takes a secret's name",
    'services.web.variables.STRIPE_KEY: "STRIPE_KEY" holds a secret already; remove it here or rename the secret\'s variable with variableNames',
    (e) => {
      e.services.web.variables = { STRIPE_KEY: "x" };
    },
  ],
  [
    "a service that the environment forgets",
    "services.admin: is missing; say how large it is here: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 } }",
    (e) => {
      delete e.services.admin;
    },
  ],
  [
    "a service that there is not",
    'services.amdin: is unknown; did you mean "admin"?',
    (e) => {
      e.services.amdin = e.services.web;
    },
  ],
  [
    "a data store that there is not",
    "data.carts: is unknown; choose orders",
    (e) => {
      e.data.carts = e.data.orders;
    },
  ],
  [
    "a secret that there is not",
    'secrets.stripe: is unknown; did you mean "stripeKey"?',
    (e) => {
      e.secrets = { stripe: { name: "prod/stripe" } };
    },
  ],
  [
    "a name that no secret can have",
    'secrets.stripeKey.name: "prod stripe" is not a secret\'s name; use up to 512 letters, digits and /_+=.@-, like "prod/stripe"',
    (e) => {
      e.secrets = { stripeKey: { name: "prod stripe" } };
    },
  ],
  [
    "a name that no generated secret can have",
    'secrets.stripeKey.name: "prod stripe" is not a secret\'s name; use up to 512 letters, digits and /_+=.@-, like "prod/stripe"',
    (e, a) => {
      a.secrets.stripeKey = { kind: "generated" };
      e.secrets = { stripeKey: { name: "prod stripe" } };
    },
  ],
  [
    "a rotation of what somebody else keeps",
    "secrets.stripeKey.rotation: is unknown; choose name",
    (e) => {
      e.secrets = { stripeKey: { rotation: 2 } };
    },
  ],
  [
    "a rotation that counts no values",
    "secrets.stripeKey.rotation: 0 is too small; use at least 1",
    (e, a) => {
      a.secrets.stripeKey = { kind: "generated" };
      e.secrets = { stripeKey: { rotation: 0 } };
    },
  ],
  [
    "a misspelt field of a service",
    'services.web.memoryMib: is unknown; did you mean "memoryMiB"?',
    (e) => {
      e.services.web.memoryMib = 512;
    },
  ],
  [
    "an existing repository of an unknown source",
    'ecr.shopp: there is no source "shopp"; did you mean "shop"?',
    (e) => {
      e.ecr = { shopp: "team/shop" };
    },
  ],
  [
    "an image without its digest",
    'images.shop: "shop:latest" does not name an image by digest; copy its URI from `cdktf output infra-image` of the environment to promote',
    (e) => {
      e.images = { shop: "shop:latest" };
    },
  ],
  [
    "template text in a base image",
    'images.shop.baseImage: "r/${x}:1" is not the name of an image; write it like "python:3.11-slim-bookworm"',
    (e) => {
      e.images = { shop: { baseImage: "r/${x}:1" } };
    },
  ],
  [
    "an e-mail address that is none",
    'alarms.email: "team" is not an e-mail address; write it like "team@example.com"',
    (e) => {
      e.alarms = { email: "team" };
    },
  ],
  [
    "a latency of nothing",
    "alarms.latencySeconds: 0 is too small; use more than 0",
    (e) => {
      e.alarms = { latencySeconds: 0 };
    },
  ],
  [
    "a port beyond the last one",
    "services.web.egress.0.port: 70000 is too large; use at most 65535",
    (e) => {
      e.services.web.egress = [{ cidr: "10.9.0.0/16", port: 70_000 }];
    },
  ],
  [
    "half a task",
    "services.web.tasks.minimum: 0.5 is of the wrong type; write a whole number",
    (e) => {
      e.services.web.tasks.minimum = 0.5;
    },
  ],
  [
    "a finding that the review does not have",
    'gates.forbid.0: "data los" is not allowed; did you mean "data loss"?',
    (e) => {
      e.gates = { forbid: ["data los"] };
    },
  ],
  [
    "a tag that differs from ours in case only",
    'tags.environment: "environment" is the key "Environment", which every resource gets; choose another key',
    (e) => {
      e.tags = { environment: "x" };
    },
  ],
  [
    "two tags that differ in case only",
    'tags.owner: "owner" is the key "Owner", which differs only in case; choose another key',
    (e) => {
      e.tags = { Owner: "a", owner: "b" };
    },
  ],
  [
    "a tag of AWS's own",
    'tags.aws:owner: "aws:owner" begins with AWS\'s own "aws:"; choose another key',
    (e) => {
      e.tags = { "aws:owner": "x" };
    },
  ],
  [
    "a tag without a key",
    'tags.: "" is no key of a tag; name it',
    (e) => {
      e.tags = { "": "x" };
    },
  ],
  [
    "a tag's key of 129 characters",
    `tags.${"k".repeat(129)}: "${"k".repeat(129)}" is longer than the 128 characters of a tag's key; shorten it`,
    (e) => {
      e.tags = { ["k".repeat(129)]: "v" };
    },
  ],
  [
    "a tag's value of 257 characters",
    `tags.k: "${"v".repeat(257)}" is longer than the 256 characters of a tag's value; shorten it`,
    (e) => {
      e.tags = { k: "v".repeat(257) };
    },
  ],
  [
    "template text in a tag",
    'tags.Owner: "${var.x}" has characters that tags may not have; use letters, digits, spaces and _.:/=+-@',
    (e) => {
      e.tags = { Owner: "${var.x}" };
    },
  ],
  [
    "more tags than AWS allows",
    "tags: has 46 tags, AWS allows 45 besides those that every resource gets; remove 1",
    (e) => {
      e.tags = Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`k${index}`, "v"]));
    },
  ],
  [
    "a service whose name is too long for a target group",
    "services.a-service-with-a-very-long-name: makes target group names of 41 characters (shop-prod-a-service-with-a-very-long-name), AWS allows 32; shorten the key by 9",
    (e, a) => {
      a.services["a-service-with-a-very-long-name"] = { kind: "web", source: "apps/admin" };
      e.services["a-service-with-a-very-long-name"] = e.services.admin;
    },
  ],
];

const session = { clientId: "shop", clientSecretName: "shop/identity" };
const provider = {
  issuer: "https://id.example.com",
  authorizationEndpoint: "https://id.example.com/authorize",
  tokenEndpoint: "https://id.example.com/token",
  userInfoEndpoint: "https://id.example.com/userinfo",
  ...session,
};
const pool = {
  userPoolArn: "arn:aws:cognito-idp:eu-central-1:111111111111:userpool/eu-central-1_Ab12Cd34E",
  userPoolClientId: "shop",
  userPoolDomain: "shop-users",
};
const asking = (a: Parameters<Change>[1]) => {
  a.services.web.authentication = [{ paths: ["/admin/*"] }];
};

/** What is told of who signs visitors in. */
const signInCases: Case[] = [
  [
    "nobody who signs in the visitors that a service asks",
    "authentication: is missing: services.web asks visitors to sign in; name the identity provider, or a user pool of Cognito",
    (_, a) => asking(a),
  ],
  [
    "an identity provider that no service asks, so that everybody gets in",
    "authentication: signs nobody in: no web service has paths in its authentication; name some in application.ts, or remove it",
    (e) => {
      e.authentication = provider;
    },
  ],
  [
    "an identity provider where the load balancer is emulated",
    "authentication: is for a real load balancer: an emulated one asks no identity provider and signs visitors in by itself; remove it",
    (e, a) => {
      asking(a);
      e.aws.emulated = true;
      e.authentication = pool;
    },
  ],
  [
    "an endpoint without TLS",
    'authentication.tokenEndpoint: "http://id.example.com/token" is not an address of an identity provider; write all of it, like "https://id.example.com/authorize"',
    (e, a) => {
      asking(a);
      e.authentication = { ...provider, tokenEndpoint: "http://id.example.com/token" };
    },
  ],
  [
    "a client's secret in place of the secret's name",
    'authentication.clientSecret: is unknown; did you mean "clientSecretName"?',
    (e, a) => {
      asking(a);
      e.authentication = { ...provider, clientSecret: "hunter2" };
    },
  ],
  [
    "a scope that asks for no ID token",
    'authentication.scope: "email openidx" asks for no ID token; name "openid" and what else is wanted, like "openid email"',
    (e, a) => {
      asking(a);
      e.authentication = { ...provider, scope: "email openidx" };
    },
  ],
  [
    "a session longer than its cookie",
    "authentication.sessionTimeoutSeconds: 604801 is too large; use at most 604800",
    (e, a) => {
      asking(a);
      e.authentication = { ...pool, sessionTimeoutSeconds: 604_801 };
    },
  ],
  [
    "a cookie with a name that none has",
    'authentication.sessionCookieName: "a b" is not the name of a cookie; use at most 64 letters, digits, hyphens, dots and underscores',
    (e, a) => {
      asking(a);
      e.authentication = { ...pool, sessionCookieName: "a b" };
    },
  ],
  [
    "a user pool by its id",
    'authentication.userPoolArn: "eu-central-1_Ab12Cd34E" is not the ARN of a user pool; write it like "arn:aws:cognito-idp:eu-central-1:111111111111:userpool/…"',
    (e, a) => {
      asking(a);
      e.authentication = { ...pool, userPoolArn: "eu-central-1_Ab12Cd34E" };
    },
  ],
  [
    "a user pool's domain as an address",
    'authentication.userPoolDomain: "https://shop-users" is not the domain of a user pool; copy it from Cognito',
    (e, a) => {
      asking(a);
      e.authentication = { ...pool, userPoolDomain: "https://shop-users" };
    },
  ],
  [
    "a path that asks visitors to sign in and that another service answers for",
    "services.admin: claims example.com/admin/*, which services.web claims already; give one of them another host or other paths",
    (e, a) => {
      asking(a);
      e.authentication = provider;
      e.services.admin.hostNames = ["example.com"];
      a.services.admin.paths = ["/admin/*"];
    },
  ],
  [
    "a page that Route 53 asks and that asks it to sign in",
    'services.web.urlCheckPath: "/admin/?q=1" asks visitors to sign in, and Route 53 does not; name a page that everybody sees',
    (e, a) => {
      asking(a);
      e.authentication = provider;
      e.services.web.urlCheckPath = "/admin/?q=1";
    },
  ],
];

describe("a mistake in who signs visitors in", () => {
  it.each(signInCases)("is told with path, value and remedy: %s", (_, message, change) => {
    expect(refused(change)).toBe(`environments/prod.ts → ${message}`);
  });

  it("is none where all is well", () => {
    const accepted = [provider, { ...provider, scope: "email openid profile" }, pool];
    for (const authentication of accepted) {
      expect(refused((e, a) => [asking(a), Object.assign(e, { authentication })])).toBe("accepted");
    }
    expect(refused((e, a) => [asking(a), Object.assign(e.aws, { emulated: true })])).toBe("accepted");
  });
});

describe("a mistake in an environment file", () => {
  it.each(cases)("is told with path, value and remedy: %s", (_, message, change) => {
    expect(refused(change)).toBe(`environments/prod.ts → ${message}`);
  });

  it("is told a line each where there are several", () => {
    const message = refused((e) => {
      e.aws = { accountId: "12", region: "Frankfurt" };
    });
    expect(message.split("\n")).toHaveLength(2);
  });

  it("is told when it is the file's name", () => {
    expect(refused(() => {}, "Prod_1")).toBe(
      'environments/Prod_1.ts: "Prod_1" is not a name of an environment; rename the file, use lower-case letters, digits and hyphens and start with a letter',
    );
    expect(refused(() => {}, "a-very-long-environment-name")).toBe(
      'environments/a-very-long-environment-name.ts → name: "a-very-long-environment-name" makes load balancer names of 33 characters (shop-a-very-long-environment-name), AWS allows 32; rename the file to one shorter by 1',
    );
  });
});
