import local from "../applications/shop/local";

const { application: _, ...shop } = local;
/** What an operator changes in the second of two deploys: sizes, times, and a tag of everything. */
const changed = process.env.RECORDED_DEPLOY === "second";

/** As much as one environment can have on the emulator. */
export default {
  ...shop,
  dns: { domain: "every.localhost" },
  network: { ...shop.network, ipv6: true, flowLogRetentionDays: changed ? 3 : 1 },
  alb: {
    deletionProtected: false,
    webApplicationFirewall: true,
    accessLogs: true,
    idleTimeoutSeconds: changed ? 90 : 60,
  },
  delivery: { github: { repository: "team/every" } },
  alarms: { email: "team@example.com" },
  tags: changed ? { Team: "second" } : { Team: "first", Once: "yes" },
  promotion: { pullableBy: ["222222222222"] },
  data: {
    ...shop.data,
    bills: {
      aurora: { minimumACU: 0.5, maximumACU: changed ? 2 : 1 },
      multiAZ: false,
      backupDays: 1,
      deletionProtected: false,
      finalSnapshot: false,
    },
    notes: { deletionProtected: false, pointInTimeRecovery: changed },
    receipts: { deletionProtected: false, backups: changed },
  },
  secrets: { secretKey: { rotation: changed ? 2 : 1 } },
  services: {
    ...shop.services,
    admin: {
      ...shop.services.admin,
      capacity: { spotPercent: changed ? 100 : 50, onDemandBase: 1 },
      scaling: changed ? { memoryPercent: 70 } : { schedule: [{ at: "cron(0 7 * * ? *)", minimum: 1, maximum: 2 }] },
      tasks: { minimum: 1, maximum: 2 },
    },
    web: {
      ...shop.services.web,
      cpu: changed ? 512 : 256,
      memoryMiB: changed ? 1024 : 512,
      logRetentionDays: changed ? 3 : 1,
    },
  },
};
