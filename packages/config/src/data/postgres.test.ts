import { refused } from "../testing/shop";

type Change = Parameters<typeof refused>[0];
type Case = [mistake: string, message: string, change: Change];

const instance = { instanceClass: "db.t4g.micro", multiAZ: false, backupDays: 7, deletionProtected: true };
const aurora = { aurora: { minimumACU: 0.5, maximumACU: 4 }, multiAZ: false, backupDays: 7, deletionProtected: true };
const existing = {
  host: "crm.abcdefghijkl.eu-central-1.rds.amazonaws.com",
  databaseName: "crm",
  secretArn: "arn:aws:secretsmanager:eu-central-1:111111111111:secret:rds!db-crm-AbCdEf",
  securityGroupId: "sg-0123456789abcdef0",
};

/** A change: a database, and the web service that uses it. */
const kept =
  (place: object = instance, description: object = {}): Change =>
  (e, a) => {
    a.data.books = { kind: "postgres", version: "17", ...description };
    a.services.web.uses = { books: "read-write" };
    e.data.books = place;
  };

/** A change: two databases in one service. */
const two: Change = (e, a) => {
  kept()(e, a);
  a.data.bills = { kind: "postgres", version: "17" };
  e.data.bills = instance;
  a.services.web.uses.bills = "read-write";
};

const ofApplication: Case[] = [
  [
    "a version that RDS does not have",
    'data.books.version: "9.6" is no major version that RDS creates; choose one of "18", "17", "16", "15", "14"',
    kept(instance, { version: "9.6" }),
  ],
  [
    "a minor version",
    'data.books.version: "17.4" is no major version that RDS creates; choose one of "18", "17", "16", "15", "14"',
    kept(instance, { version: "17.4" }),
  ],
  [
    "a database's name that RDS refuses",
    'data.books.databaseName: "my-books" is not a name of a database; use at most 63 lower-case letters, digits and _, starting with a letter',
    kept(instance, { databaseName: "my-books" }),
  ],
  [
    "a verb that one password cannot hold apart",
    'services.web.uses.books: "read" is nothing that a postgres allows; did you mean "read-write"?',
    (e, a) => {
      kept()(e, a);
      a.services.web.uses.books = "read";
    },
  ],
  [
    "two databases in one service",
    'services.web.uses.bills: sets variables that books sets already; give them names of their own: variableNames: { "bills.PGHOST": "BILLS_PGHOST", "bills.PGPORT": "BILLS_PGPORT", "bills.PGDATABASE": "BILLS_PGDATABASE", "bills.PGSSLMODE": "BILLS_PGSSLMODE", "bills.PGUSER": "BILLS_PGUSER", "bills.PGPASSWORD": "BILLS_PGPASSWORD" }',
    two,
  ],
  [
    "a password as a plain variable",
    'services.web.variables.PGPASSWORD: "PGPASSWORD" holds a secret already; remove it here or rename the secret\'s variable with variableNames',
    (e, a) => {
      kept()(e, a);
      a.services.web.variables = { PGPASSWORD: "secret" };
    },
  ],
];

const ofEnvironment: Case[] = [
  [
    "a class of something else",
    'data.books.instanceClass: "t3.micro" is not a class of RDS instances; write it like "db.t4g.micro"',
    kept({ ...instance, instanceClass: "t3.micro" }),
  ],
  [
    "storage that shall grow to less",
    "data.books.maximumStorageGiB: 50 is not more than the 100 GiB of storageGiB; use more, or leave it out",
    kept({ ...instance, storageGiB: 100, maximumStorageGiB: 50 }),
  ],
  [
    "Aurora with more at least than at most",
    "data.books.aurora.minimumACU: 8 is more than the 4 of maximumACU; use less",
    kept({ ...aurora, aurora: { minimumACU: 8, maximumACU: 4 } }),
  ],
  [
    "a third of a capacity unit",
    "data.books.aurora.minimumACU: 0.3 is no number of capacity units; use halves, like 0.5 or 2",
    kept({ ...aurora, aurora: { minimumACU: 0.3, maximumACU: 4 } }),
  ],
  [
    "a URL for a host",
    'data.books.existing.host: "postgres://crm" is not a host name; write the endpoint\'s address, without protocol and port',
    kept({ existing: { ...existing, host: "postgres://crm" } }),
  ],
  [
    "a password in the place of a secret",
    'data.books.existing.secretArn: "s3cr3t" is not the ARN of a secret; write it like "arn:aws:secretsmanager:eu-central-1:111111111111:secret:orders-AbCdEf"',
    kept({ existing: { ...existing, secretArn: "s3cr3t" } }),
  ],
  [
    "a database in one zone",
    "network.availabilityZones: needs at least 2 zones and at most 3, got 1; a load balancer must span 2 zones, add another letter",
    (e, a) => {
      kept()(e, a);
      delete e.network.availabilityZones.b;
    },
  ],
];

describe("a mistake with a database", () => {
  it.each(ofApplication)("is told with path, value and remedy: %s", (_, message, change) => {
    expect(refused(change)).toBe(`application.ts → ${message}`);
  });

  it.each(ofEnvironment)("is told with path, value and remedy: %s", (_, message, change) => {
    expect(refused(change)).toBe(`environments/prod.ts → ${message}`);
  });

  it.each([
    ["an instance", instance],
    ["Aurora", aurora],
    ["one that exists", { existing }],
  ])("is none with %s", (_, place) => {
    expect(refused(kept(place))).toBe("accepted");
  });

  it("is none with two databases whose variables have names of their own", () => {
    expect(
      refused((e, a) => {
        two(e, a);
        const names = ["PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE", "PGUSER", "PGPASSWORD"];
        a.services.web.variableNames = Object.fromEntries(names.map((name) => [`bills.${name}`, `BILLS_${name}`]));
      }),
    ).toBe("accepted");
  });
});
