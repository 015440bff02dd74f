import { Checkout } from "./checkout";
import { useOwnAccount } from "./own-account";
import { describeRefusedRequests } from "./refused-requests";
import { describeShop, shopEnvironment, shopFolder } from "./shop";
import { describeJobs } from "./shop-jobs";
import { describeOrders } from "./shop-orders";

describe("a shop of every kind of service and of data", () => {
  const checkout = new Checkout("e2e-shop", "process", shopFolder, true);
  useOwnAccount(checkout);
  describeShop(checkout, () => {
    describe("its worker", () => describeOrders(checkout, shopEnvironment));
    describe("its migration and its job", () => describeJobs(checkout, shopEnvironment));
  });
  describeRefusedRequests(checkout, [
    "efs:CreateMountTarget",
    "elasticache:CreateReplicationGroup",
    "rds:CreateDBInstance",
    "scheduler:CreateSchedule",
    "servicediscovery:CreateHttpNamespace",
    "sqs:SendMessage",
  ]);
});
