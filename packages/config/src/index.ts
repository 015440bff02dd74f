export { asksVisitors } from "./authentication-refusals";
export { callsOf, callVariable } from "./calls";
export { ConfigurationError } from "./configuration-error";
export {
  type BucketData,
  bucket,
  type CacheData,
  cache,
  type Data,
  type FileSystemData,
  fileSystem,
  type PostgresData,
  postgres,
  type QueueData,
  queue,
  type TableData,
  table,
} from "./data";
export { type Application, defineApplication } from "./define-application";
export { defineEnvironment, type EnvironmentDefinition } from "./define-environment";
export { type DeliveryRoles, deliveryRoles } from "./delivery-roles";
export { isDelivered } from "./is-delivered";
export { loadApplication } from "./load-application";
export { environmentNames, loadEnvironment } from "./load-environment";
export { bucketName, constantCase, kebabCase, resourceName, resourceTags, stateBucketName, stateKey } from "./naming";
export { parseEnvironment } from "./parse-environment";
export { isProtected } from "./protection";
export { hasPublicTasks } from "./public-tasks";
export { requestMetrics } from "./request-metrics";
export type { Route, SignIn, Unauthenticated } from "./routing";
export { withRunOverrides } from "./run-overrides";
export type { Environment, EnvironmentDescription } from "./schema/environment";
export { gateFindings } from "./schema/gates";
export {
  type ExistingSecretEntry,
  existing,
  type GeneratedSecretEntry,
  generated,
  type Secret,
  secretVariable,
} from "./secrets";
export { serverTimes } from "./server-times";
export {
  type InternalService,
  internal,
  type OneOffService,
  oneOff,
  type ScheduledService,
  type Service,
  type Sidecar,
  scheduled,
  type WebService,
  type WorkerService,
  web,
  worker,
} from "./services";
export { defaultRequestsPerMinute, defaultWorkers } from "./services/server-size";
export { serviceUrl } from "./services/service-url";
export { taskLimits } from "./services/task-limits";
export { collectorPort } from "./services/traces";
export type { PushedImage, Source } from "./sources";
export { stackGroup } from "./stack-group";
export { usesOf } from "./uses";
export { variableNameOf } from "./variable-name";
export { containerVariables, webVariables } from "./web-variables";
