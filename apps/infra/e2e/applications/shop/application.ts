import { defineApplication, oneOff, queue, scheduled, web, worker } from "@app/config";

const SOURCE = "apps/infra/e2e/applications/shop/shop";

export default defineApplication({
  name: "shop",
  data: { jobs: queue({ attempts: 3, visibilityTimeoutSeconds: 15 }) },
  services: {
    migrate: oneOff({ source: SOURCE, command: ["python", "-m", "shop.migrate"], before: ["web", "worker"] }),
    report: scheduled({ source: SOURCE, command: ["python", "-m", "shop.report"], at: "cron(* * * * ? *)" }),
    web: web({ source: SOURCE, uses: { jobs: "send" } }),
    worker: worker({ source: SOURCE, command: ["python", "-m", "shop.worker"], consumes: "jobs" }),
  },
});
