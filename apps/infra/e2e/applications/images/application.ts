import { defineApplication, web } from "@app/config";

/** A folder that the test fills: below the root of the checkout, and no part of it. */
export const SOURCE = ".local/e2e-images/page";

export default defineApplication({ name: "pages", services: { web: web({ source: SOURCE }) } });
