import { z } from "zod";
import { arn } from "./arn";
import { refusal } from "./refusal";

const idleTimeoutSeconds = z.number().int().min(1).max(4000).default(60);

// The provider waits 20 minutes for a service to become steady, draining included:
// https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ecs/service.go
const deregistrationDelaySeconds = z
  .number()
  .int()
  .min(0)
  .max(900)
  .default(30)
  .describe("Seconds that requests in flight may take when a task leaves.");

export const newAlbSchema = z.strictObject({
  deletionProtected: z.boolean().describe("Refuses to delete the load balancer."),
  idleTimeoutSeconds: idleTimeoutSeconds.describe(
    "Seconds an idle connection is kept (idle_timeout.timeout_seconds); gunicorn's keep-alive is derived from it.",
  ),
  deregistrationDelaySeconds,
  webApplicationFirewall: z
    .boolean()
    .default(false)
    .describe(
      "WAFv2 with AWS's common rules and a rate limit per address, and a log of what it stops; billed per rule and request. Rules against long bodies, and against scripts and addresses in bodies, only count.",
    ),
  accessLogs: z.boolean().default(false).describe("Writes access logs into an S3 bucket of the alb stack."),
  tlsPolicy: z
    .string()
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    .regex(
      /^ELBSecurityPolicy-TLS13-1-[23]-[A-Za-z0-9-]*20\d\d-\d\d$/,
      refusal(
        'is not a policy that keeps to TLS 1.2 and 1.3; choose one of ELB\'s, like "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"',
      ),
    )
    .default("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")
    .describe(
      "TLS versions and ciphers of the HTTPS listener, by ELB's name. The default is the one that AWS recommends: TLS 1.2 and 1.3, with post-quantum key exchange for clients that know it.",
    ),
  certificateArn: arn("acm", "certificate/", "a certificate")
    .optional()
    .describe(
      "Certificate for the domain and `*.domain` that exists already, in the same region. Default: the alb stack requests one.",
    ),
});

export const existingAlbSchema = z.strictObject({
  listenerArn: arn("elasticloadbalancing", "listener/app/", "a listener of an application load balancer").describe(
    "HTTPS listener that exists already; the rules of this environment's services are added to it.",
  ),
  securityGroupId: z
    .string()
    .regex(/^sg-[0-9a-f]{8,17}$/, refusal('is not the id of a security group; write it like "sg-0123456789abcdef0"'))
    .describe("Security group of its load balancer; tasks accept requests from it alone."),
  idleTimeoutSeconds: idleTimeoutSeconds.describe(
    "Idle time-out of that load balancer; gunicorn's keep-alive is derived from it.",
  ),
  deregistrationDelaySeconds,
});

/** A load balancer of this environment's own, or a listener that exists. */
export const albSchema = z.union([newAlbSchema, existingAlbSchema]);
