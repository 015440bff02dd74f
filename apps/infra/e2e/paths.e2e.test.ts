import { requestEdge, stopCloud } from "@app/local-cloud";
import { type Change, OTHER_DOMAIN } from "./changed/changes";
import { Checkout, ROOT } from "./checkout";
import { startDeployed } from "./deployed-account";
import { eventually } from "./eventually";
import { underLoad } from "./load";
import { Operator } from "./operator";
import { type Planned, removals, resource } from "./planned";
import { webStack, webStackId } from "./shipped";

/** Stacks that a change touches: the others are planned once, in the end. */
const NETWORK = ["network", "alb", webStack];
const SERVICE = [webStack];
const NAMES = ["dns", "alb", webStack];

/** Changes that replace something others read: each says beforehand what it interrupts, and ends with nothing left to change. */
describe("the path of a change that replaces", () => {
  const checkout = new Checkout("e2e-paths", "process");
  const operator = new Operator(checkout);
  /** They build on each other, as they would in an environment file. */
  const changes: Change[] = [];
  beforeAll(() => startDeployed(checkout));
  afterAll(() => checkout.remove());

  /** Adds a change to the description, and plans the stacks that it touches. */
  async function plan(change: Change, stacks: readonly string[]): Promise<Planned> {
    changes.push(change);
    const planned = await operator.plan({ changes, stacks });
    expect(planned).toHaveEnded(0);
    return planned;
  }

  /** Applies the review, and finds nothing left to change. */
  async function converge(stacks: readonly string[]): Promise<void> {
    expect(await operator.deployReviewed(...changes)).toHaveEnded(0);
    expectNoChanges(await operator.plan({ changes, stacks }));
  }

  /** What the emulator answers in other words than it was told may count as drift; nothing may be left to do. */
  function expectNoChanges(planned: Planned): void {
    expect(planned.topLine).toMatch(/^no changes/);
    expect(planned).toHaveEnded(0);
  }

  it("a further zone touches nothing that exists", async () => {
    const planned = await plan("a third zone", NETWORK);
    expect(removals(planned)).toEqual([]);
    expect(resource(planned, "aws_subnet.private_c")?.action).toBe("create");
    await converge(NETWORK);
  });

  it("a removed zone takes its own subnets, and no other zone's", async () => {
    const planned = await plan("a zone less", NETWORK);
    const removed = removals(planned);
    expect(planned.review.worst).toBe("outage");
    expect(removed).toContain("infra-network: aws_subnet.private_b");
    expect(removed.filter((address) => !/_b(_|$)/.test(address))).toEqual([]);
    await converge(NETWORK);
  });

  it("another capacity is taken in place, and no request is lost", async () => {
    const planned = await plan("spot", SERVICE);
    expect(resource(planned, "aws_ecs_service.service")?.action).toBe("update");
    expect(removals(planned)).toEqual([]);
    const { load } = await underLoad(checkout.cloud(), () => converge(SERVICE));
    expect(load.lost).toEqual([]);
  });

  it("another port replaces the target group", async () => {
    const planned = await plan("another port", SERVICE);
    expect(planned.review.worst).toBe("outage");
    expect(removals(planned)).toContain(`${webStackId}: aws_lb_target_group.target_group`);
    await converge(SERVICE);
    expect((await requestEdge(checkout.cloud())).status).toBe(200);
  });

  it("another domain replaces zone, certificate and records, and answers under its name", async () => {
    const planned = await plan("another domain", NAMES);
    const removed = removals(planned);
    expect(planned.review.worst).toBe("data loss");
    expect(removed).toContainEqual(expect.stringMatching(/^infra-dns: aws_route53_zone\./));
    expect(removed).toContain("infra-alb: aws_acm_certificate.certificate");
    expect(removed.filter((address) => /_(lb|lb_listener|ecs_service|target_group)\./.test(address))).toEqual([]);
    await converge(NAMES);
    await stopCloud({ root: ROOT, name: checkout.name });
    const cloud = await checkout.start(OTHER_DOMAIN);
    // The tasks start again with the account.
    await eventually(async () => ((await requestEdge(cloud)).status === 200 ? true : undefined));
  });

  it("leaves nothing to change in any stack", async () => {
    expectNoChanges(await operator.plan({ changes }));
  });
});
