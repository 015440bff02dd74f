import type { Task } from "@aws-sdk/client-ecs";
import { hasFailed, whyItStopped } from "./stopped-task";

/** What ECS says, as its documentation and the reports of others have it. */
const STOPPED: readonly (readonly [string, Task, string])[] = [
  [
    "a container that exits",
    {
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [
        { name: "web", exitCode: 3 },
        { name: "proxy", exitCode: 0 },
      ],
    },
    "container web ended with exit code 3",
  ],
  [
    "one that is killed",
    { stoppedReason: "Essential container in task exited", containers: [{ name: "web", exitCode: 137 }] },
    "container web was killed (exit code 137): it needed more memory than it has, or did not end in time",
  ],
  [
    "out of memory",
    {
      stoppedReason: "Essential container in task exited",
      containers: [
        { name: "web", exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
        { name: "proxy", exitCode: 0 },
      ],
    },
    "container web was killed because it needed more memory than it has (OutOfMemoryError: Container killed due to memory usage)",
  ],
  [
    "one that the load balancer never finds healthy",
    {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:targetgroup/web)",
      containers: [{ name: "web", exitCode: 0 }],
    },
    "it did not become healthy (Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:targetgroup/web))",
  ],
  [
    "one whose own check fails",
    { stoppedReason: "Task failed container health checks", containers: [{ name: "web", exitCode: 143 }] },
    "it did not become healthy (Task failed container health checks)",
  ],
  [
    "a missing image",
    {
      stopCode: "TaskFailedToStart",
      stoppedReason: "CannotPullContainerError: pull image manifest has been retried 1 time(s): not found",
      containers: [{ name: "web" }],
    },
    "the image could not be pulled (CannotPullContainerError: pull image manifest has been retried 1 time(s): not found)",
  ],
  [
    "an image that this machine does not have",
    {
      stopCode: "TaskFailedToStart",
      stoppedReason:
        "ResourceInitializationError: unable to pull image or start container: 404 Client Error: Not Found (none:1)",
    },
    "the image could not be pulled (ResourceInitializationError: unable to pull image or start container: 404 Client Error: Not Found (none:1))",
  ],
  [
    "a missing secret",
    {
      stopCode: "TaskFailedToStart",
      stoppedReason:
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: ResourceNotFoundException",
    },
    "a secret could not be read (ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: ResourceNotFoundException)",
  ],
  [
    "a registry out of reach",
    {
      stopCode: "TaskFailedToStart",
      stoppedReason:
        "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve ecr registry auth: i/o timeout",
    },
    "it could not be started (ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve ecr registry auth: i/o timeout)",
  ],
  ["nothing at all", {}, "ECS gives no reason"],
];

describe("why a task stopped", () => {
  it.each(STOPPED)("says it plainly: %s", (_, task, words) => {
    expect(whyItStopped(task)).toBe(words);
  });

  it.each([
    ["Scaling activity initiated by (deployment ecs-svc/1)", false],
    ["Task failed ELB health checks in (target-group …)", true],
  ])("tells a task too many from one that failed: %s", (stoppedReason, failed) => {
    expect(hasFailed({ stoppedReason })).toBe(failed);
  });
});
