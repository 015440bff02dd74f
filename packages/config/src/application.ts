import { defineApplication, table, web } from "./index";

/** What the system is made of. Where it runs, and how large it is there, stands in `environments/`. */
export default defineApplication({
  name: "flask",
  data: { notes: table({ partitionKey: "board", sortKey: "id" }) },
  services: {
    web: web({
      source: "apps/flask",
      uses: { notes: "read-write" },
      hiddenPaths: ["/health_check", "/ready"],
      embeddedMetrics: true,
    }),
  },
});
