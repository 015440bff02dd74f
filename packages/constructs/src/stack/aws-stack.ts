import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type App,
  DataTerraformRemoteStateS3,
  S3Backend,
  type S3BackendConfig,
  TerraformElement,
  TerraformOutput,
  TerraformStack,
} from "cdktf";
import type { Node } from "constructs";
import { type OutputSpecifications, type OutputValues, outputName } from "./contract";
import { logicalId } from "./logical-id";
import { nameCollisions } from "./name-collisions";

/** Where a stack is applied and where its state lives. */
export interface StackSettings {
  /** AWS region of the resources and of the state bucket. */
  readonly region: string;
  /** The only account the provider may touch. */
  readonly accountId: string;
  /** True where an emulator answers: S3 is then addressed by path. Endpoints come from AWS_ENDPOINT_URL. */
  readonly emulated: boolean;
  readonly stateBucket: string;
  /** Key of this stack's state object. */
  readonly stateKey: string;
  /** Tags on every resource of the stack. */
  readonly tags: Readonly<Record<string, string>>;
}

/** First release with write-only arguments. */
// https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only
const TERRAFORM_VERSION = ">= 1.11.0";

/**
 * A stack with its own state in S3 that publishes named outputs, and reads those of others only through {@link read}.
 * Synthesis fails when an output is never published, when a resource of another stack is used directly, or when two
 * constructs would share one name in Terraform.
 */
export abstract class AwsStack<Outputs extends OutputSpecifications> extends TerraformStack {
  private readonly published = new Set<string>();
  private readonly upstream = new Map<string, OutputValues<OutputSpecifications>>();

  constructor(
    scope: App,
    id: string,
    private readonly settings: StackSettings,
    private readonly outputs: Outputs,
  ) {
    super(scope, id);
    new S3Backend(this, backendConfig(settings));
    new AwsProvider(this, "aws", providerConfig(settings));
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    this.node.addValidation({ validate: () => [...this.unpublished(), ...nameCollisions(this)] });
  }

  /** For what AWS keeps in one region only; nothing where that is the stack's own. */
  protected providerIn(region: string): AwsProvider | undefined {
    if (region === this.settings.region) return undefined;
    return new AwsProvider(this, `aws-${region}`, { ...providerConfig(this.settings), region, alias: region });
  }

  /** Publishes every output of the contract, in the contract's order. */
  protected publish(values: OutputValues<Outputs>): void {
    for (const [key, { kind, description }] of Object.entries(this.outputs)) {
      const output = new TerraformOutput(this, outputName(key), { value: values[key], description });
      // One expression may make a whole list: whoever plans before it is known must know that it will be one.
      if (kind === "list") output.addOverride("//", { kind });
      this.published.add(key);
    }
  }

  /** Reads another stack's outputs from its remote state, and makes this stack wait for it. */
  protected read<Other extends OutputSpecifications>(producer: AwsStack<Other>): OutputValues<Other> {
    const known = this.upstream.get(producer.node.id);
    if (known) return known as OutputValues<Other>;
    this.addDependency(producer);
    const { bucket, key, region, usePathStyle } = backendConfig(producer.settings);
    const state = new DataTerraformRemoteStateS3(this, producer.node.id, { bucket, key, region, usePathStyle });
    const values = Object.entries(producer.outputs).map(([name, { kind }]) => [
      name,
      kind === "list" ? state.getList(outputName(name)) : state.getString(outputName(name)),
    ]);
    const read = Object.fromEntries(values) as OutputValues<Other>;
    this.upstream.set(producer.node.id, read);
    return read;
  }

  /**
   * Addresses that a state may still hold though nothing here makes them any more: what is behind them stays, and Terraform
   * forgets it instead of planning to destroy it.
   */
  protected forget(addresses: readonly string[]): void {
    // https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources; CDKTF has no word for it.
    if (addresses.length > 0)
      this.addOverride(
        "removed",
        addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
      );
  }

  /** CDKTF would invent a sensitive output with an unreadable name; see docs/decisions/0002-wiring.md. */
  override registerOutgoingCrossStackReference(identifier: string): never {
    throw new Error(
      `${this.node.id}: "${identifier}" is used by another stack without being published; add it to the outputs of ${this.node.id} and read it from there`,
    );
  }

  /** `aws_subnet.network_private_a` instead of CDKTF's `aws_subnet.network_private-a_5C0E0F4B`. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return logicalId(this, TerraformElement.isTerraformElement(element) ? element.node : (element as Node));
  }

  private unpublished(): string[] {
    return Object.keys(this.outputs)
      .filter((key) => !this.published.has(key))
      .map((key) => `output "${outputName(key)}" is in the contract but never published; pass it to publish()`);
  }
}

function providerConfig(settings: StackSettings) {
  return {
    region: settings.region,
    allowedAccountIds: [settings.accountId],
    defaultTags: [{ tags: { ...settings.tags } }],
    ...(settings.emulated ? { s3UsePathStyle: true } : {}),
  };
}

function backendConfig(settings: StackSettings) {
  return {
    bucket: settings.stateBucket,
    key: settings.stateKey,
    region: settings.region,
    encrypt: true,
    ...(settings.emulated ? { usePathStyle: true } : {}),
    // The typings of cdktf 0.21 lack it, the property is rendered all the same.
    useLockfile: true,
  } satisfies S3BackendConfig & { useLockfile: boolean };
}
