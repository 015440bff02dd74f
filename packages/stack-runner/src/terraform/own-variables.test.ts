import { misleadingVariables, ownVariables } from "./own-variables";

const SHELL = {
  HOME: "/home/ada",
  TF_LOG: "INFO",
  TF_VAR_name: "x",
  TF_WORKSPACE: "dev",
  TF_DATA_DIR: "/tmp/x",
  TF_CLI_ARGS: "-no-color",
  TF_CLI_ARGS_plan: "-target=a.b",
  TF_CLI_CONFIG_FILE: "terraform.rc",
};

it("hides what changes the meaning of a plan from Terraform, and nothing else", () => {
  expect(ownVariables(SHELL)).toEqual({
    HOME: "/home/ada",
    TF_LOG: "INFO",
    TF_VAR_name: "x",
    TF_CLI_CONFIG_FILE: "terraform.rc",
  });
});

it("names them", () => {
  expect(misleadingVariables(SHELL)).toEqual(["TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_DATA_DIR", "TF_WORKSPACE"]);
  expect(misleadingVariables({ TF_WORKSPACE: "" })).toEqual([]);
});
