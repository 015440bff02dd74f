export { findCloud, type StartCloudOptions, startCloud, stopCloud } from "./cloud";
export { cloudEnvironment, emulatorClient, emulatorHeaders } from "./cloud-environment";
export { CloudError } from "./cloud-error";
export { type AskedPorts, askedPorts } from "./cloud-ports";
export type { Cloud, Runtime } from "./cloud-record";
export { type EdgeAnswer, edgeUrl, requestEdge, waitForEdge } from "./edge/edge-request";
export { buildProcessImage, type ProcessImageOptions } from "./images/build-process-image";
export type { ProcessImage } from "./images/image-store";
export { type LogLine, type ReadLogsOptions, readLogs } from "./read-logs";
