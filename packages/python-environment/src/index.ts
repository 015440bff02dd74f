export { ensurePythonEnvironment, type PythonEnvironmentOptions } from "./python-environment";
export { PythonEnvironmentError } from "./python-environment-error";
export { readRequirements } from "./requirements";
