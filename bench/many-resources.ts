import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Instances of one block: Terraform plans a few large blocks much faster than many small ones. */
const BLOCK_SIZE = 1000;
/** One in so many holds a secret. */
const SECRET_EVERY = 20;
const VARIABLES = 6;

/**
 * Writes a configuration and a state that differ in `count` resources, about 5 KB of plan JSON each: of ten, six are
 * updated, two created, one replaced, one deleted. `terraform_data` needs no provider.
 */
export function writeManyResources(folder: string, count: number): void {
  const size = Math.min(BLOCK_SIZE, count);
  const blocks = Array.from({ length: Math.round(count / size) }, (_, block) => `part_${block}`);
  const share = (tenths: number) => Math.round((size * tenths) / 10);
  const configured = {
    count: share(9),
    triggers_replace: `\${count.index < ${share(1)} ? "second" : "first"}`,
    input: {
      ...settings("new", "${count.index}"),
      password: `\${count.index % ${SECRET_EVERY} == 0 ? sensitive("secret-\${count.index}-new") : "none"}`,
    },
  };
  const existing = Array.from({ length: size }, (_, index) => index).filter(
    (index) => index < share(7) || index >= share(9),
  );
  writeJson(join(folder, "main.tf.json"), {
    resource: { terraform_data: Object.fromEntries(blocks.map((name) => [name, configured])) },
  });
  writeJson(join(folder, "terraform.tfstate"), {
    version: 4,
    terraform_version: "1.10.0",
    serial: 1,
    lineage: "6a3c8f1e-5b0d-4d0e-9a57-3f6f2f0c9f11",
    outputs: {},
    resources: blocks.map((name) => ({
      mode: "managed",
      type: "terraform_data",
      name,
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: existing.map(instance),
    })),
  });
}

/** What a deployment holds: names, variables, a policy as JSON in a string. */
function settings(version: string, index: string): Readonly<Record<string, unknown>> {
  const Statement = ["s3:GetObject", "dynamodb:GetItem", "logs:PutLogEvents"].map((action) => ({
    Effect: "Allow",
    Action: [action],
    Resource: [`arn:aws:${action.split(":")[0]}:eu-central-1:123456789012:service-${index}/*`],
  }));
  return {
    name: `service-${index}`,
    image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/service@sha256:${version.padEnd(64, "0")}`,
    variables: Object.fromEntries(
      Array.from({ length: VARIABLES }, (_, at) => [`VARIABLE_${at}`, `value ${at} of service ${index}`]),
    ),
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
    tags: { team: "web", release: version },
  };
}

function instance(index: number): object {
  const value = {
    ...settings("old", String(index)),
    password: index % SECRET_EVERY === 0 ? `secret-${index}-old` : "none",
  };
  const dynamic = { value, type: typeOf(value) };
  return {
    index_key: index,
    schema_version: 0,
    attributes: {
      id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      input: dynamic,
      output: dynamic,
      triggers_replace: { value: "first", type: "string" },
    },
    sensitive_attributes:
      index % SECRET_EVERY === 0
        ? [
            [
              { type: "get_attr", value: "input" },
              { type: "get_attr", value: "password" },
            ],
          ]
        : [],
  };
}

/** Type of a value as a state spells it. */
function typeOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return "string";
  return ["object", Object.fromEntries(Object.entries(value).map(([key, child]) => [key, typeOf(child)]))];
}

function writeJson(file: string, content: unknown): void {
  writeFileSync(file, JSON.stringify(content));
}
