import { defineCommand, text, texts } from "@app/command-line";
import { lockProviders } from "../../commands/lock-providers";
import { findProject } from "../../project/find-project";
import { ENVIRONMENT, runOptions } from "../options";

export const lock = defineCommand({
  name: "lock",
  summary: "record which packages the providers are",
  description:
    "The hashes of .terraform.lock.hcl beside cdktf.json hold for every stack, whatever registry or mirror a provider comes from. " +
    "After a provider's version was changed this records the new one; commit what it wrote. It asks the Terraform registry, and " +
    "downloads each provider for every platform.",
  options: {
    env: ENVIRONMENT.env,
    mirror: text("FOLDER", "take the hashes from a mirror, as `terraform providers mirror` makes it"),
    platform: texts("OS_ARCH", "these platforms only (default: macOS, Linux and Windows)"),
  },
  examples: ["cdktf lock", "cdktf lock --mirror mirror --platform linux_amd64"],
  run: async ({ options, ...use }) => {
    const { mirror, platform } = options;
    const { project, environment, reporter } = runOptions(findProject(), {
      ...use,
      options: { ...options, stack: [] },
    });
    await lockProviders({ project, environment, reporter, mirror, platforms: platform });
    return 0;
  },
});
