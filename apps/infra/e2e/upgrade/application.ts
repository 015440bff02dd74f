import { defineApplication, existing, table, web } from "@app/config";

const FOLDER = "apps/infra/e2e/applications/two-services";

/** What an older release has deployed. It stays as it is: users' descriptions do not change with an upgrade. */
export default defineApplication({
  name: "kept",
  data: { orders: table({ partitionKey: "customer", sortKey: "id" }) },
  secrets: { apiToken: existing() },
  services: {
    front: web({ source: `${FOLDER}/front`, uses: { orders: "read-write" } }),
    api: web({ source: `${FOLDER}/api`, host: ["api", "@"], paths: ["/api/*"], secrets: ["apiToken"] }),
  },
});
