import { join } from "node:path";
import { environments } from "./applications/shop/environments";
import { Checkout } from "./checkout";
import { deployApplication } from "./deploy-application";
import { EdgeSession } from "./edge-session";
import { eventually } from "./eventually";
import { useOwnAccount } from "./own-account";
import { QueueAccount, type WorkerLine } from "./queue-account";

const ATTEMPTS = 3;

describe("a worker that consumes a queue", () => {
  const checkout = new Checkout("e2e-worker", "process", join(__dirname, "applications/shop"));
  const environment = environments.load("local");
  useOwnAccount(checkout);

  const queue = () => new QueueAccount(checkout.cloud(), environment, "service-worker");
  const eventsOf = (lines: readonly WorkerLine[]) => lines.map(({ event }) => event);

  async function send(text: string): Promise<void> {
    const { status } = await new EdgeSession(checkout.cloud()).post("/jobs", { text });
    expect(status).toBe(202);
  }

  /** What the worker wrote about a message, once it wrote that. */
  function linesWith(text: string, event: WorkerLine["event"], times = 1): Promise<WorkerLine[]> {
    return eventually(async () => {
      const lines = await queue().linesOf(text);
      return lines.filter((line) => line.event === event).length >= times ? lines : undefined;
    });
  }

  const nothingLeft = () => eventually(async () => ((await queue().left()) === 0 ? true : undefined));

  it("is deployed beside the web service that sends, from one source", async () => {
    const { status, output } = await deployApplication(checkout, environment);
    expect(status).toBe(0);
    for (const { key } of environment.services) expect(output).toMatch(new RegExp(`infra-service-${key} +✓ applied`));
  });

  it("does what was sent through the load balancer, and says so in its log", async () => {
    await send("order 1");
    expect(eventsOf(await linesWith("order 1", "done"))).toEqual(["begun", "done"]);
    await nothingLeft();
  });

  it("gets a message again that it was killed over", async () => {
    await send("slow 1");
    const [begun] = await linesWith("slow 1", "begun");
    // Number 0 would be everybody in the test's own group.
    if (!begun?.pid) throw new Error("the worker's line has no process number");
    process.kill(begun.pid, "SIGKILL");
    const lines = await linesWith("slow 1", "done");
    expect(eventsOf(lines)).toEqual(["begun", "begun", "done"]);
    expect(lines[1]?.pid).not.toBe(begun.pid);
    await nothingLeft();
  });

  it("leaves what fails at every try to the dead-letter queue, and an alarm stands", async () => {
    expect(await queue().standingAlarms()).toEqual([]);
    await send("poison 1");
    const lines = await linesWith("poison 1", "failed", ATTEMPTS);
    expect(await eventually(async () => nonEmpty(await queue().deadLetters()))).toEqual(["poison 1"]);
    expect(eventsOf(lines).filter((event) => event === "failed")).toHaveLength(ATTEMPTS);
    expect(await queue().standingAlarms()).toEqual(["dead-letters"]);
    await nothingLeft();
  });

  it("finishes what it began before it ends, and its successor goes on", async () => {
    await send("slow 2");
    const [begun] = await linesWith("slow 2", "begun");
    await queue().stopWorker();
    const lines = await linesWith("slow 2", "done");
    expect(lines.map(({ event, pid }) => [event, pid])).toEqual([
      ["begun", begun?.pid],
      ["done", begun?.pid],
    ]);
    await send("order 2");
    const [again] = await linesWith("order 2", "done");
    expect(again?.pid).not.toBe(begun?.pid);
    await nothingLeft();
  });

  it("plans no changes right after its deploy", async () => {
    const { status, output } = await checkout.cdktf(["diff", "infra", "--detailed-exitcode"]);
    expect(output).not.toContain("Terraform will perform");
    expect(status).toBe(0);
  });
});

function nonEmpty<Entry>(entries: readonly Entry[]): readonly Entry[] | undefined {
  return entries.length > 0 ? entries : undefined;
}
