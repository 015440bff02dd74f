export { ConfigurationError } from "./configuration-error";
export { type FlaskContract, flaskContract } from "./contract";
export { environmentNames, loadEnvironment, parseEnvironment } from "./load-environment";
export { resourceName, resourceTags, stateBucketName, stateKey } from "./naming";
export { projectName, stackGroup } from "./project";
export { withRunOverrides } from "./run-overrides";
export type { Environment, EnvironmentDescription } from "./schema/environment";
export { gateFindings } from "./schema/gates";
