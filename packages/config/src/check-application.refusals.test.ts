import { refused } from "./testing/shop";

type Change = (application: Parameters<Parameters<typeof refused>[0]>[1]) => void;
type Case = [mistake: string, message: string, change: Change];

/** A test for each mistake in `application.ts`: the whole line that is told. */
const cases: Case[] = [
  [
    "a name that is too long",
    'name: "a-shop-for-everything" is not a name; use at most 12 lower-case letters, digits and hyphens, starting with a letter',
    (a) => {
      a.name = "a-shop-for-everything";
    },
  ],
  [
    "a name with letters that resources cannot have",
    'name: "My_Shop" is not a name; use at most 12 lower-case letters, digits and hyphens, starting with a letter',
    (a) => {
      a.name = "My_Shop";
    },
  ],
  [
    "a name that AWS keeps for itself",
    'name: "internal" begins with "internal", AWS keeps that; choose another name',
    (a) => {
      a.name = "internal";
    },
  ],
  [
    "an application without services",
    'services: has no services; add one: { web: web({ source: "apps/…" }) }',
    (a) => {
      a.services = {};
    },
  ],
  [
    "a service's key in camel case",
    'services.backOffice: "backOffice" is not a name of a service; use lower-case letters, digits and hyphens, like "back-office"',
    (a) => {
      a.services.backOffice = a.services.admin;
    },
  ],
  [
    "a data store's key with a hyphen",
    'data.old-orders: "old-orders" is not a key; use letters and digits and start with a small one, like "orders"',
    (a) => {
      a.data["old-orders"] = a.data.orders;
    },
  ],
  [
    "a service that is no kind",
    "services.admin: is of no kind; write it with a function: internal(…), oneOff(…), scheduled(…), web(…), worker(…)",
    (a) => {
      a.services.admin = { source: "apps/admin" };
    },
  ],
  [
    "a secret without a source",
    "secrets.stripeKey: is of no kind; write it with a function: existing(…), generated(…)",
    (a) => {
      a.secrets.stripeKey = {};
    },
  ],
  [
    "a generated secret that can be guessed",
    "secrets.stripeKey.length: 8 is too small; use at least 16",
    (a) => {
      a.secrets.stripeKey = { kind: "generated", length: 8 };
    },
  ],
  [
    "a generated secret of unknown characters",
    'secrets.stripeKey.characters: "letters" is not allowed; did you mean "letters-and-digits"?',
    (a) => {
      a.secrets.stripeKey = { kind: "generated", characters: "letters" };
    },
  ],
  [
    "a service that uses what does not exist",
    'services.web.uses.ordesr: there is no data store "ordesr"; did you mean "orders"?',
    (a) => {
      a.services.web.uses = { ordesr: "read" };
    },
  ],
  [
    "a service that uses data where there is none",
    'services.web.uses.orders: there is no data store "orders"; add it: data: { orders: table({ … }) }',
    (a) => {
      a.data = undefined;
      a.services.admin.uses = {};
    },
  ],
  [
    "a verb that the kind does not have",
    'services.web.uses.orders: "send" is nothing that a table allows; choose one of read, write, read-write',
    (a) => {
      a.services.web.uses = { orders: "send" };
    },
  ],
  [
    "a secret that nobody declared",
    'services.web.secrets.0: there is no secret "stripe"; did you mean "stripeKey"?',
    (a) => {
      a.services.web.secrets = ["stripe"];
    },
  ],
  [
    "a secret twice",
    'services.web.secrets.1: "stripeKey" stands in the list twice; remove one',
    (a) => {
      a.services.web.secrets = ["stripeKey", "stripeKey"];
    },
  ],
  [
    "a source outside the checkout",
    'services.web.source: "../shop" is not a folder below the root of the checkout; write it like "apps/shop"',
    (a) => {
      a.services.web.source = "../shop";
    },
  ],
  [
    "a source that is missing",
    "services.web.source: is missing; add a text",
    (a) => {
      delete a.services.web.source;
    },
  ],
  [
    "a misspelt field",
    'services.web.sorce: is unknown; did you mean "source"?',
    (a) => {
      a.services.web.sorce = "apps/shop";
    },
  ],
  [
    "a command without words",
    "services.web.command: has no words; leave it out for the default",
    (a) => {
      a.services.web.command = [];
    },
  ],
  [
    "an empty word of a command",
    "services.web.command.1: is empty; remove it",
    (a) => {
      a.services.web.command = ["flask", ""];
    },
  ],
  [
    "a table's key longer than DynamoDB takes",
    `data.orders.partitionKey: "${"k".repeat(256)}" is too long; use at most 255 characters`,
    (a) => {
      a.data.orders.partitionKey = "k".repeat(256);
    },
  ],
  [
    "an index that projects a list of nothing",
    "data.orders.indexes.byCustomer.projection: has too few entries; use at least 1",
    (a) => {
      a.data.orders.indexes = { byCustomer: { partitionKey: "customer", projection: [] } };
    },
  ],
  [
    "a label of a host name that is none",
    'services.admin.host: "admin.internal" is not a label of a host name; use lower-case letters, digits and hyphens, or "@" for the domain itself',
    (a) => {
      a.services.admin.host = "admin.internal";
    },
  ],
  [
    "a host twice",
    'services.admin.host.1: "admin" stands in the list twice; remove one',
    (a) => {
      a.services.admin.host = ["admin", "admin"];
    },
  ],
  [
    "a service that claims no path",
    "services.admin.paths: claims nothing; name something, or leave it out for the default",
    (a) => {
      a.services.admin.paths = [];
    },
  ],
  [
    "two services on one host",
    "services.admin: claims example.com, which services.web claims already; give one of them another host or other paths",
    (a) => {
      a.services.admin.host = "@";
    },
  ],
  [
    "two services on one host and path",
    "services.admin: claims example.com/api/*, which services.web claims already; give one of them another host or other paths",
    (a) => {
      a.services.web.paths = ["/api/*"];
      a.services.admin.paths = ["/api/*"];
    },
  ],
  [
    "a path pattern that is none",
    'services.admin.paths.0: "api/*" is not a path pattern; begin with "/" and use at most 128 letters, digits, _-.$/~"\'@:+& and the wildcards * and ?',
    (a) => {
      a.services.admin.paths = ["api/*"];
    },
  ],
  [
    "more wildcards than a rule may have",
    'services.admin.paths.0: "/*/*/*/*/*/*" has more than 5 wildcards; use fewer',
    (a) => {
      a.services.admin.paths = ["/*/*/*/*/*/*"];
    },
  ],
  [
    "template text in a health check path",
    'services.web.healthCheckPath: "/${x}" begins a Terraform template with "${" or "%{"; write the value itself',
    (a) => {
      a.services.web.healthCheckPath = "/${x}";
    },
  ],
  [
    "health check statuses that ALB does not take",
    'services.web.healthCheckCodes: "2xx" names no statuses from 200 to 499; write them like "200", "200,302" or "200-299"',
    (a) => {
      a.services.web.healthCheckCodes = "2xx";
    },
  ],
  [
    "a variable's name with a hyphen",
    'services.web.variables.LOG-LEVEL: "LOG-LEVEL" is not the name of a variable; use letters, digits and "_", like "LOG_LEVEL"',
    (a) => {
      a.services.web.variables = { "LOG-LEVEL": "INFO" };
    },
  ],
  [
    "a port in the variables",
    'services.web.variables.PORT: is set from "port"; set that instead',
    (a) => {
      a.services.web.variables = { PORT: "9000" };
    },
  ],
  [
    "a variable that takes a secret's name",
    'services.web.variables.STRIPE_KEY: "STRIPE_KEY" holds a secret already; remove it here or rename the secret\'s variable with variableNames',
    (a) => {
      a.services.web.variables = { STRIPE_KEY: "x" };
    },
  ],
  [
    "another name for a variable that the service does not get",
    'services.web.variableNames.STRIPE: the service gets no variable of this name; did you mean "STRIPE_KEY"?',
    (a) => {
      a.services.web.variableNames = { STRIPE: "STRIPE_API_KEY" };
    },
  ],
  [
    "one name for two variables",
    'services.web.variableNames.STRIPE_KEY: "ORDERS_TABLE_NAME" is the name of ORDERS_TABLE_NAME already; choose another one',
    (a) => {
      a.services.web.variableNames = { STRIPE_KEY: "ORDERS_TABLE_NAME" };
    },
  ],
  [
    "a writable folder without its root",
    'services.web.writablePaths.0: "instance" is not an absolute path below the root; write it like "/app/instance"',
    (a) => {
      a.services.web.writablePaths = ["instance"];
    },
  ],
  [
    "a user that is none",
    'services.web.user: "app user" is not a user; write it like "10001:10001" or "app"',
    (a) => {
      a.services.web.user = "app user";
    },
  ],
  [
    "template text in a table's key",
    'data.orders.partitionKey: "${x}" begins a Terraform template with "${" or "%{"; write the value itself',
    (a) => {
      a.data.orders.partitionKey = "${x}";
    },
  ],
  [
    "a type for what is no key",
    'data.orders.keyTypes.di: is no key of the table or of an index; did you mean "id"?',
    (a) => {
      a.data.orders.keyTypes = { di: "number" };
    },
  ],
  [
    "an index whose name is too short",
    'data.orders.indexes.by: "by" is not the name of an index; use 3 to 255 letters, digits and _.-',
    (a) => {
      a.data.orders.indexes = { by: { partitionKey: "id" } };
    },
  ],
  [
    "a path that asks visitors to sign in and that another service's paths lead to",
    'services.web.authentication.0.paths.0: "/admin/*" is none of the paths that the service claims; write one of "/shop/*", or what begins like it and is longer',
    (a) => {
      Object.assign(a.services.web, { paths: ["/shop/*"], authentication: [{ paths: ["/admin/*"] }] });
    },
  ],
  [
    "a path that asks only some visitors of what another path lets in",
    'services.web.authentication.0.paths.0: "/*/admin" has only some paths in common with "/shop/*", which the listener may look at first; write one of "/shop/*", or what begins like it and is longer',
    (a) => {
      Object.assign(a.services.web, { paths: ["/shop/*"], authentication: [{ paths: ["/*/admin"] }] });
    },
  ],
  [
    "a path that the listener may look at after the one that lets in",
    'services.web.authentication.0.paths.0: "/shop?" has only some paths in common with "/shop*", which the listener may look at first; write one of "/shop*", or what begins like it and is longer',
    (a) => {
      Object.assign(a.services.web, { paths: ["/shop*"], authentication: [{ paths: ["/shop?"] }] });
    },
  ],
  [
    "a path that asks in two ways",
    'services.web.authentication.1.paths.0: "/admin/*" asks already in another entry; remove one',
    (a) => {
      a.services.web.authentication = [
        { paths: ["/admin/*"] },
        { paths: ["/admin/*"], onUnauthenticatedRequest: "deny" },
      ];
    },
  ],
  [
    "a hidden path that asks visitors to sign in",
    'services.web.authentication.0.paths.0: "/ready" is among the hiddenPaths, which nobody is answered; remove one',
    (a) => {
      Object.assign(a.services.web, { hiddenPaths: ["/ready"], authentication: [{ paths: ["/ready"] }] });
    },
  ],
  [
    "strangers who are let in",
    'services.web.authentication.0.onUnauthenticatedRequest: "allow" is not allowed; choose one of authenticate, deny',
    (a) => {
      a.services.web.authentication = [{ paths: ["/admin/*"], onUnauthenticatedRequest: "allow" }];
    },
  ],
];

describe("a mistake in application.ts", () => {
  it.each(cases)("is told with path, value and remedy: %s", (_, message, change) => {
    expect(refused((_environment, application) => change(application))).toBe(`application.ts → ${message}`);
  });
});
