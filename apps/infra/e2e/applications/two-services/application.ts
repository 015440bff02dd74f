import { cache, defineApplication, existing, generated, web } from "@app/config";

const FOLDER = "apps/infra/e2e/applications/two-services";

export default defineApplication({
  name: "twins",
  data: { sessions: cache() },
  secrets: { apiToken: existing(), signingKey: generated() },
  services: {
    front: web({ source: `${FOLDER}/front`, uses: { sessions: "read-write" } }),
    api: web({ source: `${FOLDER}/api`, host: ["api", "@"], paths: ["/api/*"], secrets: ["apiToken", "signingKey"] }),
  },
});
