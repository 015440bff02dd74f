import { type Application, postgres, table } from "@app/config";
import shop from "../applications/shop/application";

/** The shop, with the kinds of data that it does not need. */
const application: Application = {
  ...shop,
  name: "every",
  data: {
    ...shop.data,
    bills: postgres({ version: "17" }),
    notes: table({
      partitionKey: "board",
      indexes: { byDay: { partitionKey: "day", sortKey: "board" } },
      timeToLive: "expires",
    }),
  },
};

export default application;
