import {
  defineApplication,
  defineEnvironment,
  existing,
  internal,
  oneOff,
  queue,
  scheduled,
  table,
  web,
  worker,
} from "./index";

const orders = table({ partitionKey: "id" });

/** What the compiler refuses; `tsc` checks this file and fails where a line that expects an error has none. */
describe("the types of a description", () => {
  const shop = defineApplication({
    name: "shop",
    data: { orders },
    secrets: { stripeKey: existing() },
    services: {
      web: web({ source: "apps/shop", uses: { orders: "read-write" }, secrets: ["stripeKey"] }),
      admin: web({ source: "apps/admin" }),
    },
  });

  it("refuse to use what is no data store", () => {
    defineApplication({
      name: "shop",
      data: { orders },
      // @ts-expect-error There is no `ordesr`.
      services: { web: web({ source: "apps/shop", uses: { ordesr: "read" } }) },
    });
    // @ts-expect-error There is no data at all.
    defineApplication({ name: "shop", services: { web: web({ source: "apps/shop", uses: { orders: "read" } }) } });
  });

  it("refuse a verb that the kind does not have", () => {
    defineApplication({
      name: "shop",
      data: { orders },
      // @ts-expect-error A table is not sent to.
      services: { web: web({ source: "apps/shop", uses: { orders: "send" } }) },
    });
  });

  it("refuse a secret that there is not", () => {
    defineApplication({
      name: "shop",
      secrets: { stripeKey: existing() },
      // @ts-expect-error There is no `stripe`.
      services: { web: web({ source: "apps/shop", secrets: ["stripe"] }) },
    });
    // @ts-expect-error There are no secrets at all.
    defineApplication({ name: "shop", services: { web: web({ source: "apps/shop", secrets: ["stripeKey"] }) } });
  });

  it("refuse a misspelt field of a kind", () => {
    // @ts-expect-error It is called `source`.
    web({ sorce: "apps/shop" });
    // @ts-expect-error It is called `partitionKey`.
    table({ partitionKye: "id" });
  });

  it("refuse to consume what is no queue", () => {
    const command = ["python", "-m", "shop.worker"];
    const source = "apps/shop";
    defineApplication({
      name: "shop",
      data: { jobs: queue() },
      services: { worker: worker({ source, command, consumes: "jobs" }) },
    });
    defineApplication({
      name: "shop",
      data: { jobs: queue(), orders },
      // @ts-expect-error A table holds no messages.
      services: { worker: worker({ source, command, consumes: "orders" }) },
    });
    // @ts-expect-error There is no queue at all.
    defineApplication({ name: "shop", services: { worker: worker({ source, command, consumes: "jobs" }) } });
    // @ts-expect-error A worker has a command.
    worker({ source });
  });

  it("refuse a one-off before what is no service", () => {
    const command = ["flask", "db", "upgrade"];
    const source = "apps/shop";
    const shop = web({ source });
    const [right, misspelt] = [
      oneOff({ source, command, before: ["web"] }),
      oneOff({ source, command, before: ["wbe"] }),
    ];
    defineApplication({ name: "shop", services: { web: shop, migrate: right } });
    // @ts-expect-error There is no `wbe`.
    defineApplication({ name: "shop", services: { web: shop, migrate: misspelt } });
    // @ts-expect-error Nothing waits for itself.
    defineApplication({ name: "shop", services: { web: right } });
    // @ts-expect-error A job has a time.
    scheduled({ source, command });
  });

  it("refuse to call what is no internal service", () => {
    const source = "apps/shop";
    const pricing = internal({ source });
    defineApplication({ name: "shop", services: { web: web({ source, calls: ["pricing"] }), pricing } });
    // @ts-expect-error There is no `prcing`.
    defineApplication({ name: "shop", services: { web: web({ source, calls: ["prcing"] }), pricing } });
    // @ts-expect-error A web service has a host.
    defineApplication({ name: "shop", services: { web: web({ source, calls: ["admin"] }), admin: web({ source }) } });
    // @ts-expect-error Nothing calls itself.
    defineApplication({ name: "shop", services: { pricing: internal({ source, calls: ["pricing"] }) } });
    // @ts-expect-error A job is no service that finds others.
    scheduled({ source, command: ["report"], at: "rate(1 day)", calls: ["pricing"] });
  });

  const places = {
    aws: { accountId: "111111111111", region: "eu-central-1" },
    dns: { domain: "example.com" },
    network: {
      vpcId: "vpc-00000000",
      vpcCidr: "10.0.0.0/16",
      publicSubnetIds: ["subnet-00000000", "subnet-00000001"],
      privateSubnetIds: ["subnet-00000002", "subnet-00000003"],
    },
    alb: { deletionProtected: false },
  } as const;
  const size = { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 } };
  const data = { orders: { deletionProtected: false, pointInTimeRecovery: false } };

  it("refuse an environment that forgets a service", () => {
    // @ts-expect-error `admin` has no size.
    defineEnvironment(shop, { ...places, data, services: { web: size } });
  });

  it("refuse an environment that misspells a service", () => {
    const services = { web: size, admin: size };
    // @ts-expect-error There is no `amdin`.
    defineEnvironment(shop, { ...places, data, services: { ...services, amdin: size } });
  });

  it("refuse an environment that forgets a data store", () => {
    // @ts-expect-error `orders` has no place.
    defineEnvironment(shop, { ...places, services: { web: size, admin: size } });
  });

  it("refuse a name for a secret that there is not", () => {
    const secrets = { stripe: { name: "prod/stripe" } };
    const services = { web: size, admin: size };
    // @ts-expect-error There is no `stripe`.
    defineEnvironment(shop, { ...places, data, services, secrets });
  });

  it("accept what is complete", () => {
    const services = { web: size, admin: size };
    const secrets = { stripeKey: { name: "prod/stripe" } };
    const environment = defineEnvironment(shop, { ...places, data, services, secrets });
    expect(environment.application).toBe(shop);
  });
});
