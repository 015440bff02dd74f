import { defineCommand } from "@app/command-line";
import { askedPorts, type Cloud, CloudError, startCloud } from "@app/local-cloud";
import { bootstrap, deploy, findProject, Reporter } from "@app/stack-runner";
import { findTerraform } from "@app/terraform-toolchain";
import { UserError } from "@app/user-error";
import { runScript } from "./command";
import { cloudName, localEnvironment, ROOT } from "./local";
import { makeMissingSecrets } from "./secrets";
import { failureOf, type LocalWebService, localWebServices } from "./web-services";

const ANSWER_TIMEOUT_MS = 60_000;

export const start = defineCommand({
  name: "start",
  summary: "start the emulated account, deploy the application into it, and print its URLs",
  description:
    "Everything runs on this machine, behind the local load balancer. LOCAL_RUNTIME is auto, docker or process; with RECORD_CALLERS=1 the record of requests says who called with which right. It may be repeated: what runs stays, and what changed is deployed.",
  options: {},
  examples: ["npm start", "LOCAL_RUNTIME=process npm start"],
  run: async () => {
    await startAll();
    return undefined;
  },
});

async function startAll(): Promise<void> {
  const environment = localEnvironment();
  const reporter = new Reporter();
  const { path, version } = await findTerraform();
  reporter.line(`Node ${process.versions.node}, Terraform ${version} (${path})`);
  const cloud = await startCloud({
    name: cloudName(),
    root: ROOT,
    domain: environment.dns.domain,
    runtime: runtime(),
    ports: askedPorts(process.env),
    recordsCallers: process.env.RECORD_CALLERS === "1",
    onProgress: (line) => reporter.line(line),
  });
  const tasks = cloud.runtime === "docker" ? "containers" : "processes (no Docker engine answers)";
  reporter.line(`AWS emulator on port ${cloud.port}; tasks run as ${tasks}`);
  const made = await makeMissingSecrets(cloud, environment, process.env);
  if (made.length > 0) reporter.line(`secrets that the account lacked: ${made.join(", ")}`);
  const options = { project: findProject(ROOT), environment: environment.name, reporter };
  await bootstrap(options);
  await deploy({ ...options, patterns: [], autoApprove: true });
  const services = localWebServices(cloud, environment);
  await Promise.all(services.map((service) => waitFor(cloud, service)));
  const [first] = services;
  reporter.block(`
${services.map(({ key, url }) => `  ${url}${services.length > 1 ? `  ${key}` : ""}`).join("\n")}

  trust   the certificate comes from ${cloud.caFile}${first ? `\n          curl --cacert ${cloud.caFile} ${first.url}` : ""}
  logs    npm run logs
  status  npm run status
  stop    npm run stop
`);
}

async function waitFor(cloud: Cloud, service: LocalWebService): Promise<void> {
  const failure = await failureOf(cloud, service, ANSWER_TIMEOUT_MS);
  if (failure === undefined) return;
  throw new CloudError(
    `deployed, but ${service.key} does not answer at ${service.url} through the load balancer (${failure}); see \`npm run logs -- ${service.key}\``,
  );
}

function runtime(): "auto" | "docker" | "process" {
  const { LOCAL_RUNTIME: asked = "auto" } = process.env;
  if (asked === "auto" || asked === "docker" || asked === "process") return asked;
  throw new UserError(`LOCAL_RUNTIME: "${asked}" is no runtime; use auto, docker or process`);
}

runScript(module, start);
