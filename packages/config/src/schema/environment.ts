import { z } from "zod";
import type { CheckedApplication } from "../check-application";
import { type Data, type DataPlace, dataKinds } from "../data";
import type { DeepReadonly } from "../deep-readonly";
import type { Application } from "../define-application";
import { type Secret, type SecretPlace, secretKinds } from "../secrets";
import { type Service, type ServiceSize, serviceKinds } from "../services";
import type { Source } from "../sources";
import { alarmsSchema } from "./alarms";
import { albSchema } from "./alb";
import { arn } from "./arn";
import { authenticationSchema } from "./authentication";
import { awsSchema } from "./aws";
import { deliverySchema } from "./delivery";
import { dnsSchema } from "./dns";
import { gatesSchema } from "./gates";
import { imageSchema, repositoryName } from "./images";
import { networkSchema } from "./network";
import { promotionSchema } from "./promotion";
import { refusal } from "./refusal";
import { tagsSchema } from "./tags";

/** What an environment says besides the sizes of what the application is made of. */
export const placeSchema = z.strictObject({
  aws: awsSchema,
  dns: dnsSchema,
  network: networkSchema.describe("A VPC of its own, or one that exists."),
  alb: albSchema.describe("A load balancer of its own, or a listener that exists."),
  authentication: authenticationSchema,
  cluster: z
    .strictObject({
      name: z
        .string()
        // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
        .regex(/^[A-Za-z0-9_-]{1,255}$/, refusal("is not the name of an ECS cluster; use letters, digits, - and _"))
        .optional()
        .describe("ECS cluster that exists already. Default: the cluster stack creates one."),
      containerInsights: z
        .boolean()
        .default(true)
        .describe(
          "CloudWatch Container Insights, which count the tasks of each service for alarms and dashboard; billed by metric. Without them an alarm knows whether any task runs, not how many. Of a cluster that exists: whether it has them.",
        ),
      // https://aws.amazon.com/private-ca/pricing/
      certificateAuthorityArn: arn("acm-pca", "certificate-authority/", "an authority of AWS Private CA")
        .optional()
        .describe(
          "Authority of AWS Private CA that encrypts what services call each other with TLS; it costs 400 USD a month, or 50 where it issues short-lived certificates only. Default: plain HTTP inside of the VPC.",
        ),
    })
    .prefault({}),
  ecr: z
    .record(z.string(), repositoryName)
    .default({})
    .describe("ECR repositories that exist already, by the source's key. Default: the ecr stack creates them."),
  images: z
    .record(z.string(), imageSchema)
    .default({})
    .describe(
      "Images that exist already, by the source's key and with their digest. Default: the image stack builds them.",
    ),
  promotion: promotionSchema.prefault({}),
  delivery: deliverySchema.prefault({}),
  alarms: alarmsSchema.prefault({}),
  gates: gatesSchema.prefault({}),
  tags: tagsSchema,
});

/** The schema of an environment of one application: exactly its services and data stores have a size. */
export function environmentSchema({ services, data, secrets }: CheckedApplication) {
  const sizes = mapValues(services, ({ kind }) => serviceKinds[kind].size);
  const stores = z.strictObject(mapValues(data, ({ kind }) => dataKinds[kind].place));
  const names = mapValues(secrets, ({ kind }) => secretKinds[kind].place.prefault({}));
  return placeSchema.extend({
    services: z.strictObject(sizes),
    data: Object.keys(data).length > 0 ? stores : stores.prefault({}),
    secrets: z.strictObject(names).prefault({}),
  });
}

/** What an environment says, checked, before it is joined with the application. */
export type CheckedPlace = z.output<ReturnType<typeof environmentSchema>>;

function mapValues<From, To>(record: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}

type ServicesOf<A extends Application> = A["services"];
type DataOf<A extends Application> = NonNullable<A["data"]>;
type SecretsOf<A extends Application> = NonNullable<A["secrets"]>;
type DataPlaces<A extends Application> = { readonly [Key in keyof DataOf<A>]: DataPlace<DataOf<A>[Key]["kind"]> };

/** What an environment file of an application writes. */
export type EnvironmentDescription<A extends Application = Application> = DeepReadonly<z.input<typeof placeSchema>> & {
  readonly services: { readonly [Key in keyof ServicesOf<A>]: ServiceSize<ServicesOf<A>[Key]["kind"]> };
  readonly secrets?: { readonly [Key in keyof SecretsOf<A>]?: SecretPlace<SecretsOf<A>[Key]["kind"]> };
} & (keyof DataOf<A> extends never ? { readonly data?: DataPlaces<A> } : { readonly data: DataPlaces<A> });

/** A checked environment: every default filled in, every name derived. */
export interface Environment extends DeepReadonly<Omit<z.output<typeof placeSchema>, "ecr" | "images">> {
  readonly name: string;
  readonly application: { readonly name: string };
  /** What images are made of, by key. */
  readonly sources: Readonly<Record<string, Source>>;
  /** In the application's order. */
  readonly services: readonly Service[];
  readonly data: readonly Data[];
  readonly secrets: readonly Secret[];
}
