import { Checkout } from "./checkout";
import { describeFirstPlan } from "./first-plan";
import { describeJourney } from "./journey";
import { useOwnAccount } from "./own-account";
import { describeRefusedRequests } from "./refused-requests";

describe("the main job without a Docker engine", () => {
  const checkout = new Checkout("e2e-process", "process");
  useOwnAccount(checkout);
  describeFirstPlan(checkout);
  describeJourney(checkout);
  // One of each way in which AWS's APIs are asked.
  describeRefusedRequests(checkout, [
    "application-autoscaling:RegisterScalableTarget",
    "dynamodb:PutItem",
    "ec2:CreateVpc",
    "ecs:CreateService",
    "elbv2:CreateListener",
    "iam:CreateRole",
    "route53:ChangeResourceRecordSets",
    "s3:PutObject",
  ]);
});
