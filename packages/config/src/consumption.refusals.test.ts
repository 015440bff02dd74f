import { refused, withWorker } from "./testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

/** A test for each mistake around queues and workers: the whole line that is told. */
const ofApplication: Case[] = [
  [
    "a queue that nobody consumes",
    'data.mails: is consumed by nobody; add a worker with consumes: "mails", or remove the queue',
    (e, a) => {
      a.data.mails = { kind: "queue" };
      e.data.mails = {};
    },
  ],
  [
    "a queue that two workers consume",
    'services.second.consumes: "jobs" is consumed by services.worker already, and each message reaches one of them only; add a queue for each',
    (e, a) => {
      a.services.second = { ...a.services.worker };
      e.services.second = { ...e.services.worker };
    },
  ],
  [
    "a queue that a web service receives from, too",
    'services.worker.consumes: "jobs" is consumed by services.web already, and each message reaches one of them only; add a queue for each',
    (_, a) => {
      a.services.web.uses.jobs = "receive";
    },
  ],
  [
    "a misspelt queue",
    'services.worker.consumes: there is no queue "jbos"; did you mean "jobs"?',
    (_, a) => {
      a.services.worker.consumes = "jbos";
      a.services.admin.uses.jobs = "receive";
    },
  ],
  [
    "a queue where there is none",
    'services.worker.consumes: there is no queue "jobs"; add it: data: { jobs: queue() }',
    (_, a) => {
      delete a.data.jobs;
    },
  ],
  [
    "a worker that consumes a table",
    'services.worker.consumes: "orders" is a table, messages come from a queue; choose jobs',
    (_, a) => {
      a.services.worker.consumes = "orders";
      a.services.admin.uses.jobs = "receive";
    },
  ],
  [
    "a worker that says twice that it receives",
    'services.worker.uses.jobs: "receive" is what consumes says already; remove it here',
    (_, a) => {
      a.services.worker.uses = { jobs: "receive" };
    },
  ],
  [
    "a verb of a table for a queue",
    'services.admin.uses.jobs: "write" is nothing that a queue allows; choose one of send, receive',
    (_, a) => {
      a.services.admin.uses.jobs = "write";
    },
  ],
  [
    "a worker without a command",
    'services.worker.command: is missing; say what the worker runs, like ["python", "-m", "shop.worker"]',
    (_, a) => {
      delete a.services.worker.command;
    },
  ],
  [
    "a worker with an empty command",
    'services.worker.command: has no words; say what the worker runs, like ["python", "-m", "shop.worker"]',
    (_, a) => {
      a.services.worker.command = [];
    },
  ],
  [
    "a worker that listens",
    "services.worker.port: is unknown; choose one of kind, source, command, uses, variables, secrets, variableNames, writablePaths, readonlyRootFilesystem, user, dependsOn, sidecars, …",
    (_, a) => {
      a.services.worker.port = 8080;
    },
  ],
  [
    "more attempts than SQS counts",
    "data.jobs.attempts: 1001 is too large; use at most 1000",
    (_, a) => {
      a.data.jobs.attempts = 1001;
    },
  ],
  [
    "no attempt at all",
    "data.jobs.attempts: 0 is too small; use at least 1",
    (_, a) => {
      a.data.jobs.attempts = 0;
    },
  ],
  [
    "work that takes longer than SQS waits",
    "data.jobs.visibilityTimeoutSeconds: 43201 is too large; use at most 43200",
    (_, a) => {
      a.data.jobs.visibilityTimeoutSeconds = 43_201;
    },
  ],
  [
    "messages kept longer than SQS keeps them",
    "data.jobs.retentionDays: 15 is too large; use at most 14",
    (_, a) => {
      a.data.jobs.retentionDays = 15;
    },
  ],
];

const ofEnvironment: Case[] = [
  [
    "a worker that the environment forgets",
    "services.worker: is missing; say how large it is here: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 } }",
    (e) => {
      delete e.services.worker;
    },
  ],
  [
    "a size that Fargate does not have",
    "services.worker.memoryMiB: 700 is not a Fargate size for 256 CPU units; choose 512, 1024 or 2048",
    (e) => {
      e.services.worker.memoryMiB = 700;
    },
  ],
  [
    "a worker without a queue that nothing ever starts",
    "services.worker.tasks.minimum: 0 lets no task ever start: the worker consumes no queue; use at least 1, or name one in consumes",
    (e, a) => {
      delete a.services.worker.consumes;
      a.services.admin.uses.jobs = "receive";
      e.services.worker.tasks.minimum = 0;
    },
  ],
  [
    "a target of the load balancer's for a worker",
    "services.worker.scaling.requestsPerMinute: is unknown; choose one of backlogPerTask, cpuPercent, memoryPercent, schedule",
    (e) => {
      e.services.worker.scaling = { requestsPerMinute: 100 };
    },
  ],
  [
    "a backlog of nothing",
    "services.worker.scaling.backlogPerTask: 0 is too small; use more than 0",
    (e) => {
      e.services.worker.scaling = { backlogPerTask: 0 };
    },
  ],
  [
    "a URL for an existing queue",
    'data.jobs.existing.name: "https://sqs.eu-central-1.amazonaws.com/111111111111/jobs" is not the name of a standard queue; use at most 80 letters, digits, - and _, and no URL or ARN',
    (e) => {
      e.data.jobs.existing = { name: "https://sqs.eu-central-1.amazonaws.com/111111111111/jobs" };
    },
  ],
  [
    "a queue whose name grows too long",
    `data.${"jobs".repeat(15)}: makes queue names of 83 characters (shop-prod-${"jobs".repeat(15)}-dead-letters), AWS allows 80; shorten the key by 3`,
    (e, a) => {
      const key = "jobs".repeat(15);
      a.data = { orders: a.data.orders, [key]: a.data.jobs };
      e.data = { orders: e.data.orders, [key]: {} };
      a.services.worker.consumes = key;
    },
  ],
  [
    "an age that no message has",
    "alarms.oldestMessageSeconds: 0 is too small; use more than 0",
    (e) => {
      e.alarms = { oldestMessageSeconds: 0 };
    },
  ],
];

const worked =
  (change: Change): Change =>
  (e, a) => {
    withWorker(e, a);
    change(e, a);
  };

describe("an application with a queue and a worker", () => {
  it("is accepted where one worker consumes the queue, and others send", () => {
    const sends: Change = (_, a) => {
      a.services.web.uses.jobs = "send";
      a.services.worker.uses = { jobs: "send" };
    };
    expect(refused(worked(sends))).toBe("accepted");
  });

  it("may scale to zero with a queue, and without one where the clock starts tasks", () => {
    const toZero: Change = (e) => {
      e.services.worker.tasks.minimum = 0;
    };
    const byTheClock: Change = (e, a) => {
      toZero(e, a);
      delete a.services.worker.consumes;
      a.services.admin.uses.jobs = "receive";
      e.services.worker.scaling = { schedule: [{ at: "cron(0 7 * * ? *)", minimum: 1, maximum: 2 }] };
    };
    expect([toZero, byTheClock].map((change) => refused(worked(change)))).toEqual(["accepted", "accepted"]);
  });

  it.each(ofApplication)("is refused for %s", (_, message, change) => {
    expect(refused(worked(change))).toBe(`application.ts → ${message}`);
  });

  it.each(ofEnvironment)("is refused in an environment for %s", (_, message, change) => {
    expect(refused(worked(change))).toBe(`environments/prod.ts → ${message}`);
  });
});
