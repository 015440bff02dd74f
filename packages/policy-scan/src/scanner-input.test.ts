import { scannerInput } from "./scanner-input";

/** What checkov reads of the containers of one task definition. */
function containers(text: string): unknown {
  const input = scannerInput({ resource: { aws_ecs_task_definition: { web: { container_definitions: text } } } });
  return input.resource?.aws_ecs_task_definition?.aws_ecs_task_definition__web?.container_definitions;
}

describe("scannerInput", () => {
  it("keeps every resource and data source, under names that tell them apart", () => {
    const stack = {
      data: { aws_region: { here: {} }, aws_s3_bucket: { files: { bucket: "others" } } },
      resource: { aws_s3_bucket: { files: { bucket: "files" } }, aws_s3_bucket_policy: { files: {} } },
    };
    expect(scannerInput(stack)).toMatchObject({
      data: stack.data,
      resource: {
        aws_s3_bucket: { aws_s3_bucket__files: { bucket: "files" } },
        aws_s3_bucket_policy: { aws_s3_bucket_policy__files: {} },
      },
    });
  });

  it("lets references follow the names, those to data sources and other stacks stay", () => {
    const bucket =
      "${aws_s3_bucket.files.id} ${data.aws_s3_bucket.files.id} ${data.terraform_remote_state.files.outputs.id}";
    const stack = { resource: { aws_s3_bucket: { files: {} }, aws_s3_bucket_policy: { files: { bucket } } } };
    expect(scannerInput(stack).resource?.aws_s3_bucket_policy?.aws_s3_bucket_policy__files?.bucket).toBe(
      bucket.replace("{aws_s3_bucket.files", "{aws_s3_bucket.aws_s3_bucket__files"),
    );
  });

  it("leaves out the settings of Terraform, which checkov cannot read", () => {
    expect(scannerInput({ terraform: { required_version: ">= 1.10.0" } })).not.toHaveProperty("terraform");
  });

  it("adds one unsafe resource beside the stack's own", () => {
    const { resource } = scannerInput({ resource: { aws_security_group: { web: { name: "web" } } } });
    expect(Object.keys(resource?.aws_security_group ?? {})).toEqual(["aws_security_group__web", "policy_scan_canary"]);
  });

  it("shows containers as blocks, in which what is false is absent", () => {
    const text = JSON.stringify([{ name: "web", readonlyRootFilesystem: false, linuxParameters: { init: false } }]);
    expect(containers(text)).toEqual([{ name: "web", linuxParameters: {} }]);
  });

  it("leaves containers alone that are an expression", () => {
    expect(containers("${local.containers}")).toBe("${local.containers}");
  });
});
