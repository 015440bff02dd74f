import { type Node, type Outcome, reversed, schedule } from "./schedule";

function node(id: string, ...dependencies: string[]): Node {
  return { id, dependencies };
}

/** Runs that a test ends one by one, so that order does not depend on time. */
class Runs {
  readonly started: string[] = [];
  private readonly ends = new Map<string, (succeeded: boolean) => void>();

  readonly run = ({ id }: Node): Promise<boolean> => {
    this.started.push(id);
    return new Promise((resolve) => this.ends.set(id, resolve));
  };

  async end(id: string, succeeded = true): Promise<void> {
    this.ends.get(id)?.(succeeded);
    await new Promise(setImmediate);
  }
}

describe("schedule", () => {
  it("starts independent items side by side, and others as soon as those they need have succeeded", async () => {
    const runs = new Runs();
    const items = [node("service", "network", "dns"), node("network"), node("dns"), node("edge", "network")];
    const outcomes = schedule({ items, run: runs.run, parallelism: 4 });

    expect(runs.started).toEqual(["network", "dns"]);
    await runs.end("network");
    expect(runs.started).toEqual(["network", "dns", "edge"]);
    await runs.end("dns");
    expect(runs.started).toEqual(["network", "dns", "edge", "service"]);
    await runs.end("service");
    await runs.end("edge");

    expect([...(await outcomes).values()]).toEqual(Array(4).fill("succeeded"));
  });

  it("never runs more at a time than allowed", async () => {
    const runs = new Runs();
    const outcomes = schedule({ items: [node("a"), node("b"), node("c")], run: runs.run, parallelism: 2 });

    expect(runs.started).toEqual(["a", "b"]);
    await runs.end("b");
    expect(runs.started).toEqual(["a", "b", "c"]);
    await runs.end("a");
    await runs.end("c");
    await outcomes;
  });

  it("lets a failure stop what depends on it, at any distance, and nothing else", async () => {
    const items = [node("a"), node("b", "a"), node("c", "b"), node("x"), node("y", "x")];

    const outcomes = await schedule({ items, run: async ({ id }) => id !== "a", parallelism: 4 });

    expect(Object.fromEntries(outcomes)).toEqual<Record<string, Outcome>>({
      a: "failed",
      b: "not started",
      c: "not started",
      x: "succeeded",
      y: "succeeded",
    });
  });

  it("waits for what runs when it is aborted, and starts nothing more", async () => {
    const runs = new Runs();
    const abort = new AbortController();
    const items = [node("a"), node("b", "a"), node("c")];
    const outcomes = schedule({ items, run: runs.run, parallelism: 1, signal: abort.signal });

    abort.abort();
    await runs.end("a");

    expect(runs.started).toEqual(["a"]);
    expect(Object.fromEntries(await outcomes)).toEqual({ a: "succeeded", b: "not started", c: "not started" });
  });

  it("takes dependencies outside of the items for met", async () => {
    const outcomes = await schedule({ items: [node("b", "elsewhere")], run: async () => true, parallelism: 1 });

    expect(outcomes.get("b")).toBe("succeeded");
  });

  it("ends where items wait for each other", async () => {
    const outcomes = await schedule({ items: [node("a", "b"), node("b", "a")], run: async () => true, parallelism: 1 });

    expect([...outcomes.values()]).toEqual(["not started", "not started"]);
  });

  it("has nothing to do without items", async () => {
    expect((await schedule({ items: [], run: async () => true, parallelism: 1 })).size).toBe(0);
  });
});

describe("reversed", () => {
  it("turns every arrow around and forgets those that lead outside", () => {
    expect(reversed([node("a", "elsewhere"), node("b", "a"), node("c", "a", "b")])).toEqual([
      node("a", "b", "c"),
      node("b", "c"),
      node("c"),
    ]);
  });
});
