import { bucket, defineApplication, oneOff, postgres, queue, scheduled, web, worker } from "@app/config";

const SOURCE = "apps/infra/e2e/applications/shop/shop";

export default defineApplication({
  name: "shop",
  data: {
    jobs: queue({ attempts: 3, visibilityTimeoutSeconds: 15 }),
    orders: postgres({ version: "17" }),
    uploads: bucket(),
  },
  services: {
    migrate: oneOff({
      source: SOURCE,
      command: ["python", "-m", "shop.migrate"],
      before: ["web", "worker"],
      uses: { orders: "read-write" },
    }),
    report: scheduled({ source: SOURCE, command: ["python", "-m", "shop.report"], at: "cron(* * * * ? *)" }),
    web: web({ source: SOURCE, uses: { jobs: "send", orders: "read-write", uploads: "read-write" } }),
    worker: worker({
      source: SOURCE,
      command: ["python", "-m", "shop.worker"],
      consumes: "jobs",
      uses: { orders: "read-write" },
    }),
  },
});
