import { requestEdge, stopCloud } from "@app/local-cloud";
import { type Change, OTHER_DOMAIN } from "./changed/changes";
import { Checkout, ROOT } from "./checkout";
import { startDeployed } from "./deployed-account";
import { underLoad } from "./load";
import { Operator } from "./operator";
import { type Planned, removals, resource } from "./planned";
import { webStackId } from "./shipped";

/** Changes that replace something others read: each says beforehand what it interrupts, and ends with nothing left to change. */
describe("the path of a change that replaces", () => {
  const checkout = new Checkout("e2e-paths", "process");
  const operator = new Operator(checkout);
  /** They build on each other, as they would in an environment file. */
  const changes: Change[] = [];
  beforeAll(() => startDeployed(checkout));
  afterAll(() => checkout.remove());

  async function plan(change: Change): Promise<Planned> {
    changes.push(change);
    const planned = await operator.plan({ changes });
    expect(planned.status).toBe(0);
    return planned;
  }

  /** Applies the review, and finds nothing left to change. */
  async function converge(): Promise<void> {
    expect(await operator.deployReviewed(...changes)).toMatchObject({ status: 0 });
    const planned = await operator.plan({ changes, options: ["--detailed-exitcode"] });
    expect(planned.topLine).toBe("no changes");
  }

  it("a further zone touches nothing that exists", async () => {
    const planned = await plan("a third zone");
    expect(removals(planned)).toEqual([]);
    expect(resource(planned, "aws_subnet.private_c")?.action).toBe("create");
    await converge();
  });

  it("a removed zone takes its own subnets, and no other zone's", async () => {
    const planned = await plan("a zone less");
    const removed = removals(planned);
    expect(removed).toContain("infra-network: aws_subnet.private_b");
    expect(removed.filter((address) => !/_b(_|$)/.test(address))).toEqual([]);
    await converge();
  });

  it("another capacity is taken in place, and no request is lost", async () => {
    const planned = await plan("spot");
    expect(resource(planned, "aws_ecs_service.service")?.action).toBe("update");
    expect(removals(planned)).toEqual([]);
    const { load } = await underLoad(checkout.cloud(), converge);
    expect(load.lost).toEqual([]);
  });

  it("another port replaces the target group", async () => {
    const planned = await plan("another port");
    expect(removals(planned)).toContain(`${webStackId}: aws_lb_target_group.target_group`);
    await converge();
    expect((await requestEdge(checkout.cloud())).status).toBe(200);
  });

  it("another domain", async () => {
    const planned = await plan("another domain");
    expect(removals(planned)).toContain("infra-dns");
    await converge();
    await stopCloud({ root: ROOT, name: checkout.name });
    const cloud = await checkout.start(OTHER_DOMAIN);
    expect((await requestEdge(cloud)).status).toBe(200);
  });
});
