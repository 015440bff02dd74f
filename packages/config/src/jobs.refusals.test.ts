import { parsed, refused, withJobs } from "./testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

/** A test for each mistake around one-offs and schedules: the whole line that is told. */
const ofApplication: Case[] = [
  [
    "a one-off before itself",
    'services.migrate.before.0: "migrate" would wait for itself; remove it',
    (_, a) => {
      a.services.migrate.before = ["migrate"];
    },
  ],
  [
    "a one-off before a misspelt service",
    'services.migrate.before.1: there is no service "wbe"; did you mean "web"?',
    (_, a) => {
      a.services.migrate.before = ["web", "wbe"];
    },
  ],
  [
    "a one-off before one service twice",
    'services.migrate.before.1: "web" stands in the list twice; remove one',
    (_, a) => {
      a.services.migrate.before = ["web", "web"];
    },
  ],
  [
    "one-offs that wait for each other",
    "services.migrate.before: migrate before seed before grant before migrate: none of them can begin; remove one of these",
    (e, a) => {
      a.services.migrate.before = ["web", "seed"];
      a.services.seed = { ...a.services.migrate, before: ["web", "grant"] };
      a.services.grant = { ...a.services.migrate, before: ["migrate"] };
      e.services.seed = e.services.migrate;
      e.services.grant = e.services.migrate;
    },
  ],
  [
    "a one-off without a command",
    'services.migrate.command: is missing; say what the one-off runs, like ["flask", "db", "upgrade"]',
    (_, a) => {
      delete a.services.migrate.command;
    },
  ],
  [
    "a one-off that nobody would wait for",
    "services.migrate.timeoutMinutes: 1441 is too large; use at most 1440",
    (_, a) => {
      a.services.migrate.timeoutMinutes = 1441;
    },
  ],
  [
    "a one-off that listens",
    "services.migrate.port: is unknown; choose one of kind, source, command, uses, variables, secrets, variableNames, writablePaths, readonlyRootFilesystem, user, dependsOn, sidecars, …",
    (_, a) => {
      a.services.migrate.port = 8080;
    },
  ],
  [
    "a job without a time",
    "services.report.at: is missing; add a text",
    (_, a) => {
      delete a.services.report.at;
    },
  ],
  [
    "a job without a command",
    'services.report.command: has no words; say what the job runs, like ["flask", "report"]',
    (_, a) => {
      a.services.report.command = [];
    },
  ],
  [
    "a schedule of days of the month and of the week",
    'services.report.at: "cron(0 4 * * * *)" names days of the month and of the week, AWS wants "?" in exactly one of these fields; write it like "cron(0 4 * * ? *)"',
    (_, a) => {
      a.services.report.at = "cron(0 4 * * * *)";
    },
  ],
  [
    "a rate in a wrong number",
    'services.report.at: "rate(1 hours)" is refused by AWS; write "rate(1 hour)"',
    (_, a) => {
      a.services.report.at = "rate(1 hours)";
    },
  ],
  [
    "a time zone that there is not",
    'services.report.timeZone: "Europe/Berln" is not a time zone; write its IANA name, like "Europe/Berlin"',
    (_, a) => {
      a.services.report.timeZone = "Europe/Berln";
    },
  ],
  [
    "more retries than AWS makes",
    "services.report.retries: 186 is too large; use at most 185",
    (_, a) => {
      a.services.report.retries = 186;
    },
  ],
  [
    "a job that consumes a queue",
    "services.report.consumes: is unknown; choose one of kind, source, command, uses, variables, secrets, variableNames, writablePaths, readonlyRootFilesystem, user, dependsOn, sidecars, …",
    (_, a) => {
      a.services.report.consumes = "jobs";
    },
  ],
];

const ofEnvironment: Case[] = [
  [
    "a one-off that the environment forgets",
    "services.migrate: is missing; say how large it is here: { cpu: 256, memoryMiB: 512 }",
    (e) => {
      delete e.services.migrate;
    },
  ],
  [
    "a number of tasks for a job",
    "services.report.tasks: is unknown; choose one of cpu, memoryMiB, architecture, ephemeralStorageGiB, capacity, stopTimeoutSeconds, logRetentionDays, logDelivery, executeCommand, egress, traces, variables",
    (e) => {
      e.services.report.tasks = { minimum: 1, maximum: 1 };
    },
  ],
  [
    "a size that Fargate does not have",
    "services.report.memoryMiB: 700 is not a Fargate size for 256 CPU units; choose 512, 1024 or 2048",
    (e) => {
      e.services.report.memoryMiB = 700;
    },
  ],
];

const withChange =
  (change: Change): Change =>
  (e, a) => {
    withJobs(e, a);
    change(e, a);
  };

describe("an application with a one-off and a job by the clock", () => {
  it("fills in what is left out", () => {
    const { services } = parsed(withJobs);
    expect(services.find(({ key }) => key === "migrate")).toMatchObject({
      kind: "oneOff",
      source: "shop",
      before: ["web"],
      timeoutMinutes: 15,
      uses: {},
    });
    expect(services.find(({ key }) => key === "report")).toMatchObject({
      kind: "scheduled",
      at: "cron(0 4 * * ? *)",
      timeZone: "UTC",
      retries: 2,
    });
  });

  it("may have one-offs in a row, and one that waits to be asked for", () => {
    const inARow: Change = (e, a) => {
      a.services.seed = { ...a.services.migrate, before: ["web", "admin", "report"] };
      a.services.migrate.before = ["seed"];
      a.services.grant = { ...a.services.migrate, before: undefined };
      e.services.seed = e.services.migrate;
      e.services.grant = e.services.migrate;
    };
    expect(refused(withChange(inARow))).toBe("accepted");
  });

  it("may run jobs on Spot however long the load balancer drains", () => {
    const onSpot: Change = (e) => {
      e.services.report.capacity = { spotPercent: 100 };
      e.alb.deregistrationDelaySeconds = 300;
    };
    expect(refused(withChange(onSpot))).toBe("accepted");
  });

  it.each(ofApplication)("is refused for %s", (_, message, change) => {
    expect(refused(withChange(change))).toBe(`application.ts → ${message}`);
  });

  it.each(ofEnvironment)("is refused in an environment for %s", (_, message, change) => {
    expect(refused(withChange(change))).toBe(`environments/prod.ts → ${message}`);
  });
});
