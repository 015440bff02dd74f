import { scannerInput } from "./scanner-input";

/** What checkov reads of the containers of one task definition. */
function containers(text: string): unknown {
  const input = scannerInput({ resource: { aws_ecs_task_definition: { web: { container_definitions: text } } } });
  return input.resource?.aws_ecs_task_definition?.web?.container_definitions;
}

describe("scannerInput", () => {
  it("keeps every resource and data source", () => {
    const stack = {
      data: { aws_region: { here: {} } },
      resource: { aws_s3_bucket: { files: { bucket: "files" } }, aws_security_group: { web: { name: "web" } } },
    };
    expect(scannerInput(stack)).toMatchObject(stack);
  });

  it("leaves out the settings of Terraform, which checkov cannot read", () => {
    expect(scannerInput({ terraform: { required_version: ">= 1.10.0" } })).not.toHaveProperty("terraform");
  });

  it("adds one unsafe resource beside the stack's own", () => {
    const { resource } = scannerInput({ resource: { aws_security_group: { web: { name: "web" } } } });
    expect(Object.keys(resource?.aws_security_group ?? {})).toEqual(["web", "policy_scan_canary"]);
  });

  it("shows containers as blocks, in which what is false is absent", () => {
    const text = JSON.stringify([{ name: "web", readonlyRootFilesystem: false, linuxParameters: { init: false } }]);
    expect(containers(text)).toEqual([{ name: "web", linuxParameters: {} }]);
  });

  it("leaves containers alone that are an expression", () => {
    expect(containers("${local.containers}")).toBe("${local.containers}");
  });
});
