export { ConfigurationError } from "./configuration-error";
export { type Data, type QueueData, queue, type TableData, table } from "./data";
export { type Application, defineApplication } from "./define-application";
export { defineEnvironment, type EnvironmentDefinition } from "./define-environment";
export { loadApplication } from "./load-application";
export { environmentNames, loadEnvironment } from "./load-environment";
export { constantCase, kebabCase, resourceName, resourceTags, stateBucketName, stateKey } from "./naming";
export { parseEnvironment } from "./parse-environment";
export type { Route } from "./routing";
export { withRunOverrides } from "./run-overrides";
export type { Environment, EnvironmentDescription } from "./schema/environment";
export { gateFindings } from "./schema/gates";
export { existing, secretVariable } from "./secrets";
export {
  type OneOffService,
  oneOff,
  type ScheduledService,
  type Service,
  scheduled,
  type WebService,
  type WorkerService,
  web,
  worker,
} from "./services";
export { serviceUrl } from "./services/service-url";
export type { PushedImage, Source } from "./sources";
export { stackGroup } from "./stack-group";
export { usesOf } from "./uses";
export { containerVariables, webVariables } from "./web-variables";
