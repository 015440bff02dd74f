import {
  bucket,
  cache,
  defineApplication,
  fileSystem,
  generated,
  internal,
  oneOff,
  postgres,
  queue,
  scheduled,
  web,
  worker,
} from "@app/config";

const SOURCE = "apps/infra/e2e/applications/shop/shop";

export default defineApplication({
  name: "shop",
  data: {
    jobs: queue({ attempts: 3, visibilityTimeoutSeconds: 15 }),
    orders: postgres({ version: "17" }),
    receipts: fileSystem({ path: "/var/receipts" }),
    sessions: cache(),
    uploads: bucket(),
  },
  secrets: { secretKey: generated() },
  services: {
    admin: web({
      source: SOURCE,
      host: "admin",
      command: ["gunicorn", "shop.admin:create_app()"],
      uses: { orders: "read-write", receipts: "read" },
    }),
    migrate: oneOff({
      source: SOURCE,
      command: ["python", "-m", "shop.migrate"],
      before: ["admin", "web", "worker"],
      uses: { orders: "read-write" },
    }),
    prices: internal({ source: SOURCE, command: ["gunicorn", "shop.prices:create_app()"] }),
    report: scheduled({ source: SOURCE, command: ["python", "-m", "shop.report"], at: "cron(* * * * ? *)" }),
    web: web({
      source: SOURCE,
      host: "@",
      uses: { jobs: "send", orders: "read-write", sessions: "read-write", uploads: "read-write" },
      secrets: ["secretKey"],
      calls: ["prices"],
      dependsOn: { shelves: "SUCCESS" },
      sidecars: { shelves: { source: SOURCE, command: ["python", "-m", "shop.shelves"], essential: false } },
    }),
    worker: worker({
      source: SOURCE,
      command: ["python", "-m", "shop.worker"],
      consumes: "jobs",
      uses: { orders: "read-write", receipts: "read-write" },
    }),
  },
});
