import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PolicyScanError } from "./policy-scan-error";
import { describeFindings } from "./report";
import { scan } from "./scan";
import type { TerraformJson } from "./synthesized-stack";

const SCAN_TIMEOUT_MS = 600_000;

const block = {
  bucket: "${aws_s3_bucket.files.id}",
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** As CDKTF writes it: settings, comments, references to other stacks, policies as text. */
const unsafe: TerraformJson = {
  "//": { metadata: { backend: "s3", stackName: "web", version: "0.21.0" } },
  terraform: { required_version: ">= 1.10.0", required_providers: { aws: { source: "aws", version: "5.100.0" } } },
  provider: { aws: [{ region: "eu-central-1" }] },
  data: { terraform_remote_state: { base: { backend: "s3", config: { bucket: "states", key: "base.tfstate" } } } },
  resource: {
    aws_s3_bucket: { files: { "//": { metadata: { path: "web/files/bucket" } }, bucket: "files" } },
    aws_s3_bucket_policy: {
      everyone: {
        bucket: "${aws_s3_bucket.files.id}",
        policy: policy({
          Effect: "Allow",
          Principal: "*",
          Action: ["s3:GetObject"],
          Resource: ["${aws_s3_bucket.files.arn}/*"],
        }),
      },
    },
    aws_vpc_security_group_ingress_rule: {
      ssh: {
        security_group_id: "${data.terraform_remote_state.base.outputs.group_id}",
        cidr_ipv4: "0.0.0.0/0",
        from_port: 22,
        to_port: 22,
        ip_protocol: "tcp",
      },
    },
    aws_iam_role_policy: {
      everything: {
        role: "${data.terraform_remote_state.base.outputs.role_name}",
        policy: policy(
          { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["${aws_s3_bucket.files.arn}/*"] },
          { Effect: "Allow", Action: ["*"], Resource: ["*"] },
        ),
      },
    },
    aws_ecs_task_definition: {
      web: {
        family: "web",
        container_definitions: JSON.stringify([{ name: "web", image: "web", readonlyRootFilesystem: false }]),
      },
    },
  },
};

describe("scan", () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "policy-scan-test-"));
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Writes an environment of one stack, `web`; returns its folder. */
  function synthesized(environment: string, terraform: TerraformJson): string {
    const folder = join(directory, environment);
    mkdirSync(join(folder, "stacks/web"), { recursive: true });
    writeFileSync(join(folder, "stacks/web/cdk.tf.json"), JSON.stringify(terraform));
    const manifest = { stacks: { web: { synthesizedStackPath: "stacks/web/cdk.tf.json" } } };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
    return folder;
  }

  it(
    "finds what is unsafe, in the environment and at the address where it is",
    async () => {
      const guarded = { ...unsafe, resource: { ...unsafe.resource, aws_s3_bucket_public_access_block: { block } } };
      const { unexplained, summary } = await scan({
        environments: { staging: synthesized("staging", guarded), production: synthesized("production", unsafe) },
        exceptions: [],
      });
      const found = unexplained.map(({ check, environment, resource }) => `${check} ${environment}/${resource}`);
      expect(found).toEqual(
        expect.arrayContaining([
          "CKV_AWS_24 production/web: aws_vpc_security_group_ingress_rule.ssh", // SSH from anywhere
          "CKV_AWS_62 production/web: aws_iam_role_policy.everything", // every action on everything
          "CKV_AWS_70 production/web: aws_s3_bucket_policy.everyone", // a bucket that everyone reads
          "CKV_AWS_336 production/web: aws_ecs_task_definition.web", // a container that may write its root file system
          "CKV2_AWS_6 production/web: aws_s3_bucket.files", // public access is not blocked
        ]),
      );
      // The block is in staging alone: it must not count for the bucket of the same address in production.
      expect(found).not.toContain("CKV2_AWS_6 staging/web: aws_s3_bucket.files");
      expect(summary).toMatch(
        /^policy scan of 2 stacks \(staging, production\): \d+ checks passed, 0 fail with a reason \(0 exceptions\), \d+ without$/,
      );
      const text = describeFindings(unexplained.filter(({ check }) => check === "CKV2_AWS_6"));
      expect(text).toBe(
        [
          "CKV2_AWS_6 Ensure that S3 bucket has a Public Access block",
          "  production/web: aws_s3_bucket.files (construct web/files/bucket)",
          "    it looks at block_public_acls, block_public_policy",
          "  about this check: https://www.checkov.io/5.Policy%20Index/terraform.html#:~:text=CKV2_AWS_6",
        ].join("\n"),
      );
    },
    SCAN_TIMEOUT_MS,
  );

  it(
    "refuses to pass a stack that checkov cannot read",
    async () => {
      const folder = synthesized("staging", { ...unsafe, variable: { size: "no block" } });
      await expect(scan({ environments: { staging: folder }, exceptions: [] })).rejects.toThrow(
        /checkov could not look at everything:\n.*staging\/web\/cdk\.tf\.json/,
      );
    },
    SCAN_TIMEOUT_MS,
  );

  it(
    "refuses to pass when there is nothing to scan",
    async () => {
      await expect(scan({ environments: {}, exceptions: [] })).rejects.toThrow(PolicyScanError);
    },
    SCAN_TIMEOUT_MS,
  );

  it("says how to synthesize where nothing was synthesized", async () => {
    await expect(scan({ environments: { staging: join(directory, "absent") }, exceptions: [] })).rejects.toThrow(
      /absent\/manifest\.json: cannot be read .*synthesize first: `pnpm turbo run build`/,
    );
  });
});
