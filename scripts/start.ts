import { flaskContract, loadEnvironment } from "@app/config";
import { askedPorts, CloudError, edgeUrl, startCloud, waitForEdge } from "@app/local-cloud";
import { bootstrap, deploy, findProject, Reporter } from "@app/stack-runner";
import { findTerraform } from "@app/terraform-toolchain";
import { command } from "./command";
import { CLOUD, LOCAL, ROOT } from "./local";

const ANSWER_TIMEOUT_MS = 60_000;

/** `npm start`: the whole application on this machine, behind its load balancer. */
async function start(): Promise<void> {
  const reporter = new Reporter();
  const { path, version } = await findTerraform();
  reporter.line(`Node ${process.versions.node}, Terraform ${version} (${path})`);
  const cloud = await startCloud({
    name: CLOUD,
    root: ROOT,
    domain: loadEnvironment(LOCAL).dns.domain,
    runtime: runtime(),
    ports: askedPorts(process.env),
    onProgress: (line) => reporter.line(line),
  });
  const tasks = cloud.runtime === "docker" ? "containers" : "processes (no Docker engine answers)";
  reporter.line(`AWS emulator on port ${cloud.port}; tasks run as ${tasks}`);
  const options = { project: findProject(ROOT), environment: LOCAL, reporter };
  await bootstrap(options);
  await deploy({ ...options, patterns: [], autoApprove: true });
  const answer = await waitForEdge(cloud, flaskContract.readinessPath, ANSWER_TIMEOUT_MS);
  if (answer instanceof Error || answer.status >= 400) {
    const last = answer instanceof Error ? answer.message : `status ${answer.status}`;
    throw new CloudError(
      `deployed, but Flask does not answer through the load balancer (${last}); see \`npm run logs\``,
    );
  }
  reporter.block(`
  ${edgeUrl(cloud)}/

  trust   the certificate comes from ${cloud.caFile}
          curl --cacert ${cloud.caFile} ${edgeUrl(cloud)}/
  logs    npm run logs
  status  npm run status
  stop    npm run stop
`);
}

function runtime(): "auto" | "docker" | "process" {
  const { LOCAL_RUNTIME: asked = "auto" } = process.env;
  if (asked === "auto" || asked === "docker" || asked === "process") return asked;
  throw new CloudError(`LOCAL_RUNTIME: "${asked}" is no runtime; use auto, docker or process`);
}

command(start);
