import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { emulatorClient } from "./cloud-environment";
import type { Cloud } from "./cloud-record";

const POLL_MS = 1000;

export interface ReadLogsOptions {
  readonly cloud: Cloud;
  readonly logGroup: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Go on until the signal aborts. */
  readonly follow?: AbortSignal;
}

/** A line of a task in the emulated CloudWatch Logs. */
export interface LogLine {
  readonly stream: string;
  readonly message: string;
}

/** Lines of a log group, oldest first. */
export async function* readLogs({ cloud, logGroup, since, follow }: ReadLogsOptions): AsyncGenerator<LogLine> {
  const logs = new CloudWatchLogsClient(emulatorClient(cloud));
  const seen = new Set<string>();
  do {
    let nextToken: string | undefined;
    do {
      const page = await logs.send(new FilterLogEventsCommand({ logGroupName: logGroup, startTime: since, nextToken }));
      for (const { eventId = "", logStreamName = "", message = "" } of page.events ?? []) {
        if (seen.has(eventId)) continue;
        seen.add(eventId);
        yield { stream: logStreamName, message };
      }
      nextToken = page.nextToken;
    } while (nextToken);
    if (follow) await sleep(POLL_MS, undefined, { signal: follow }).catch(() => undefined);
  } while (follow && !follow.aborted);
}
