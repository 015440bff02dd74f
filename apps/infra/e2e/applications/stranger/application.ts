import { defineApplication, web } from "@app/config";

export default defineApplication({
  name: "flaskr",
  services: {
    web: web({
      source: "apps/infra/e2e/applications/stranger/flaskr",
      command: ["sh", "-c", "flask --app flaskr init-db && exec waitress-serve --port=$PORT --call flaskr:create_app"],
      writablePaths: ["/app/instance"],
      healthCheckPath: "/hello",
    }),
  },
});
