import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "@app/config";
import type { Checkout } from "./checkout";
import { EdgeSession } from "./edge-session";
import { eventually } from "./eventually";
import { QueueAccount, type WorkerLine } from "./queue-account";

const ATTEMPTS = 3;

interface Order {
  readonly id: number;
  readonly text: string;
  readonly done: boolean;
}

/** What the deployed shop's worker does with messages and orders, also when it or the database is killed. */
export function describeOrders(checkout: Checkout, environment: Environment): void {
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

  async function orders(): Promise<Order[]> {
    const { status, body } = await new EdgeSession(checkout.cloud()).get("/orders");
    return status === 200 ? (JSON.parse(body) as Order[]) : [];
  }

  const nothingLeft = () => eventually(async () => ((await queue().left()) === 0 ? true : undefined));

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

  it("takes an order into Postgres and its picture into the bucket, and does it later", async () => {
    const shop = new EdgeSession(checkout.cloud());
    const placed = await shop.post("/orders", { text: "tea", picture: "a cup" });
    expect(placed.status).toBe(201);
    const { id } = JSON.parse(placed.body) as Order;
    expect((await shop.get(`/orders/${id}/picture`)).body).toBe("a cup");
    const done = await eventually(async () => (await orders()).find((order) => order.id === id && order.done));
    expect(done).toMatchObject({ text: "tea" });
    await nothingLeft();
  });

  it("goes on by itself when the database's server is killed, with every order that it acknowledged", async () => {
    const acknowledged: number[] = [];
    const order = async (number: number) => {
      const { status, body } = await new EdgeSession(checkout.cloud()).post("/orders", { text: `${number}` });
      if (status === 201) acknowledged.push((JSON.parse(body) as Order).id);
      return status;
    };
    for (let number = 0; number < 10; number++) await order(number);
    process.kill(databaseServer(checkout.accountFolder), "SIGKILL");
    await eventually(async () => ((await order(10)) === 201 ? true : undefined));
    const kept = (await orders()).map(({ id }) => id);
    expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
    await eventually(async () => ((await orders()).every(({ done }) => done) ? true : undefined));
    await nothingLeft();
  });
}

function nonEmpty<Entry>(entries: readonly Entry[]): readonly Entry[] | undefined {
  return entries.length > 0 ? entries : undefined;
}

/** Process number of the server of the only database. */
function databaseServer(accountFolder: string): number {
  const folder = join(accountFolder, "postgres");
  const [only = ""] = readdirSync(folder);
  return Number(readFileSync(join(folder, only, "data/postmaster.pid"), "utf8").split("\n")[0]);
}
