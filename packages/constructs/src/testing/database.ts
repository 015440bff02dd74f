/** What every database of a test is told, whatever it runs on. */
export const database = {
  name: "shop-test-orders",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  version: "17",
  databaseName: "app",
  multiAZ: false,
  backupDays: 7,
  deletionProtected: true,
  finalSnapshot: true,
  performanceInsights: false,
  passwordRotationDays: 365,
};
