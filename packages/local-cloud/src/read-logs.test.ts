import { identify } from "@app/processes";
import type { Cloud } from "./cloud-record";
import { readJson } from "./engine/engine-server";
import { type LoopbackServer, serveOnLoopback } from "./fixtures/loopback-server";
import { type LogLine, readLogs } from "./read-logs";

interface Event {
  readonly eventId: string;
  readonly logStreamName: string;
  readonly message: string;
}

let server: LoopbackServer;
let cloud: Cloud;
/** What the emulated CloudWatch Logs hold, in pages of two. */
let events: Event[];
let groups: string[];

beforeAll(async () => {
  server = await serveOnLoopback(async (message, response) => {
    const { logGroupName, nextToken = "0" } = await readJson<{ logGroupName: string; nextToken?: string }>(message);
    groups.push(logGroupName);
    const start = Number(nextToken);
    const rest = start + 2 < events.length ? { nextToken: `${start + 2}` } : {};
    response.end(JSON.stringify({ events: events.slice(start, start + 2), ...rest }));
  });
  cloud = {
    name: "test",
    runtime: "process",
    port: server.port,
    autoscalingPort: 0,
    httpPort: 0,
    httpsPort: 0,
    domain: "flask.localhost",
    caFile: "",
    accessKey: "test",
    supervisor: identify(process.pid),
  };
});
beforeEach(() => {
  groups = [];
  events = ["one", "two", "three"].map((message, index) => ({
    eventId: `${index}`,
    logStreamName: "ecs/web",
    message,
  }));
});
afterAll(() => server.close());

describe("the lines of a log group", () => {
  it("are read page by page, once each", async () => {
    const lines: LogLine[] = [];
    for await (const line of readLogs({ cloud, logGroup: "/flask/local", since: 0 })) lines.push(line);
    expect(lines.map(({ message }) => message)).toEqual(["one", "two", "three"]);
    expect(lines[0]?.stream).toBe("ecs/web");
    expect(groups).toEqual(["/flask/local", "/flask/local"]);
  });

  it("are followed, without a line twice, until nobody wants more", async () => {
    const follow = new AbortController();
    const messages: string[] = [];
    for await (const { message } of readLogs({ cloud, logGroup: "/flask/local", since: 0, follow: follow.signal })) {
      messages.push(message);
      if (message === "three") events.push({ eventId: "3", logStreamName: "ecs/web", message: "four" });
      if (message === "four") follow.abort();
    }
    expect(messages).toEqual(["one", "two", "three", "four"]);
  });
});
