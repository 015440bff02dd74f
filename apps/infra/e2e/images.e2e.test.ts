import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stackGroup } from "@app/config";
import { findTerraform } from "@app/terraform-toolchain";
import { builderState } from "../src/images/builder-state";
import { Account } from "./account";
import { SOURCE } from "./applications/images/application";
import { environments } from "./applications/images/environments";
import { calledByDelivery, refusals } from "./called";
import { Checkout, type Ended, ROOT } from "./checkout";
import { docker, dockerAnswers, removeImagesOf } from "./docker";
import { Operator } from "./operator";
import { useOwnAccount } from "./own-account";
import { buildImage } from "./push-image";
import { run } from "./run-program";
import { ADMINISTRATOR, PLAN_ROLE, ROLE_VARIABLE } from "./test-role";

const FOLDER = join(__dirname, "applications/images");
const PAGE = join(ROOT, SOURCE);
/** An engine that does not answer: what is in the registry needs none. */
const NO_ENGINE = { DOCKER_HOST: "tcp://127.0.0.1:9" };

const answers = dockerAnswers() || process.env.REQUIRE_DOCKER;
(answers ? describe : describe.skip)("images in the registry", () => {
  const checkout = new Checkout("e2e-images", "docker", FOLDER, true);
  const environment = environments.load("local");
  const operator = new Operator(checkout, FOLDER, environment);
  const imageStack = `${stackGroup}-image`;
  let account: Account;
  let firstUri: string;
  useOwnAccount(checkout);
  beforeAll(async () => {
    account = new Account(await checkout.start(environment.dns.domain), environment);
    writePage("first");
    expect(await checkout.cdktf(["bootstrap"], { [ROLE_VARIABLE]: ADMINISTRATOR })).toHaveEnded(0);
    expect(await deploy("ecr")).toHaveEnded(0);
  });
  afterAll(() => {
    removeImagesOf(checkout.registry);
    rmSync(join(PAGE, ".."), { recursive: true, force: true });
  });

  const deploy = (stack: string, variables: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    checkout.cdktf(["deploy", stack, "--auto-approve"], variables);
  const diff = (variables: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    checkout.cdktf(["diff", "ecr", "image", "--detailed-exitcode"], variables);
  const imageUri = () => account.output("image", "page_image_uri");

  function writePage(text: string): void {
    mkdirSync(PAGE, { recursive: true });
    writeFileSync(join(PAGE, "Dockerfile"), "FROM scratch\nCOPY page /page\n");
    writeFileSync(join(PAGE, "page"), text);
  }

  /** Neither an output folder nor anything that was built. */
  function onAnotherMachine(): void {
    rmSync(checkout.output, { recursive: true, force: true });
    removeImagesOf(checkout.registry);
  }

  it("are planned with one role and pushed on another machine with another one", async () => {
    const asPlanner = { [ROLE_VARIABLE]: PLAN_ROLE };
    const planned = await operator.plan({ stacks: ["image"], environment: asPlanner, options: ["--no-lock"] });
    expect(planned.topLine).toMatch(/^2 to add, 0 to change, 0 to destroy/);
    const review = mkdtempSync(join(tmpdir(), "review-"));
    cpSync(operator.reviewFolder, review, { recursive: true });
    const plan = await shownPlan(join(review, "plans", `${imageStack}.tfplan`));
    onAnotherMachine();

    const ended = await checkout.cdktf(["deploy", "image", "--reviewed", review]);

    rmSync(review, { recursive: true });
    expect(ended.output).toMatch(/infra-image +✓ applied as reviewed; pushed pages-local-page:[0-9a-f]{16}\n/);
    expect(ended).toHaveEnded(0);
    firstUri = await imageUri();
    expect(firstUri).toMatch(new RegExp(`^localhost:${checkout.cloud().port}/pages-local-page@sha256:`));
    for (const text of [plan, await account.state("image")])
      expect(text).not.toMatch(/readonly-plan|authorization_token/);
    const called = calledByDelivery(checkout, environment);
    expect(called.map(({ role, calls }) => [role, calls.length > 0])).toEqual([
      ["plan", true],
      ["deploy", true],
    ]);
    expect(refusals(called)).toEqual([]);
  });

  async function shownPlan(file: string): Promise<string> {
    const { path } = await findTerraform();
    const folder = join(checkout.output, "local/stacks", imageStack);
    return run(path, ["show", "-json", file], { cwd: folder, env: { ...process.env, ...checkout.environment() } });
  }

  it("leave nothing to plan on any other machine, with or without an engine", async () => {
    onAnotherMachine();
    const ended = await diff(NO_ENGINE);
    expect(ended.output).not.toContain("Terraform will perform");
    expect(ended).toHaveEnded(0);
  });

  it("are built and pushed once for each content: a revert releases what is there", async () => {
    writePage("second");
    const released = await deploy("image");
    expect(released.output).toMatch(/infra-image +✓ applied: 2 to add; pushed pages-local-page:/);
    expect(existsSync(builderState(ROOT, process.env).BUILDX_CONFIG)).toBe(true);
    expect(await imageUri()).not.toBe(firstUri);

    writePage("first");
    const ended = await deploy("image", NO_ENGINE);

    expect(ended).toHaveEnded(0);
    expect(await imageUri()).toBe(firstUri);
  });

  it("are found again without the state of their stack", async () => {
    await account.loseState("image");
    expect(await deploy("image", NO_ENGINE)).toHaveEnded(0);
    expect(await imageUri()).toBe(firstUri);
  });

  it("survive a deploy that ends right after its push, and plain Terraform with a login of its own", async () => {
    writePage("third");
    expect(await operator.plan({ stacks: ["image"] })).toHaveEnded(0);
    const { path } = await findTerraform();
    const login = { DOCKER_REGISTRY_USER: "AWS", DOCKER_REGISTRY_PASS: checkout.cloud().accessKey };
    const cwd = join(checkout.output, "local/stacks", imageStack);
    const env = { ...process.env, ...checkout.environment(), ...login };
    await run(path, ["apply", "-input=false", "-auto-approve"], { cwd, env });
    expect(await account.state("image")).toContain("docker_registry_image");
    onAnotherMachine();

    const ended = await deploy("image", NO_ENGINE);

    expect(ended.output).not.toContain("to destroy");
    expect(ended).toHaveEnded(0);
    expect(await account.state("image")).not.toContain("docker_registry_image");
  });

  function messageOf(work: () => void): string {
    try {
      work();
    } catch (error) {
      return String(error);
    }
    return "it did not fail";
  }

  it("leave nothing of a build that fails", () => {
    const folder = mkdtempSync(join(tmpdir(), "build-"));
    // No other build has this layer.
    writeFileSync(join(folder, "page"), folder);
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nCOPY page /page\nCOPY absent /absent\n");
    const build = () => buildImage(`${checkout.registry}broken`, folder);

    const message = messageOf(build);

    expect(message).toContain("absent");
    // Docker's older builder names what it made.
    const layers = [...message.matchAll(/^ ---> ([0-9a-f]{12})$/gm)].map(([, id]) => id ?? "");
    for (const layer of layers) expect(() => docker("inspect", layer)).toThrow();
    rmSync(folder, { recursive: true });
  });

  it("tell a registry that does not answer from one that has nothing", async () => {
    const ended = await diff({ AWS_ENDPOINT_URL_ECR: "http://127.0.0.1:9" });
    expect(ended.output).toMatch(
      /cannot ask ECR for [0-9a-f]{16} of pages-local-page: .*\n→ nothing was planned on a guess/,
    );
    expect(ended.output).not.toContain("planning");
    expect(ended).toHaveEnded(1);
  });

  it("are gone with their environment, what they published included", async () => {
    const ended = await checkout.cdktf(["destroy", "image", "ecr", "--auto-approve"], NO_ENGINE);
    expect(ended.output).toMatch(/infra-image +✓ destroyed/);
    expect(ended).toHaveEnded(0);
    expect(await account.state("image")).not.toContain("page_image_uri");
  });
});
