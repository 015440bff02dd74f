import {
  bucket,
  cache,
  defineApplication,
  generated,
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
    sessions: cache(),
    uploads: bucket(),
  },
  secrets: { secretKey: generated() },
  services: {
    admin: web({
      source: SOURCE,
      host: "admin",
      command: ["gunicorn", "shop.admin:create_app()"],
      uses: { orders: "read-write" },
    }),
    migrate: oneOff({
      source: SOURCE,
      command: ["python", "-m", "shop.migrate"],
      before: ["admin", "web", "worker"],
      uses: { orders: "read-write" },
    }),
    report: scheduled({ source: SOURCE, command: ["python", "-m", "shop.report"], at: "cron(* * * * ? *)" }),
    web: web({
      source: SOURCE,
      host: "@",
      uses: { jobs: "send", orders: "read-write", sessions: "read-write", uploads: "read-write" },
      secrets: ["secretKey"],
    }),
    worker: worker({
      source: SOURCE,
      command: ["python", "-m", "shop.worker"],
      consumes: "jobs",
      uses: { orders: "read-write" },
    }),
  },
});
