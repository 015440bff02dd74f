export type { Judgement, PolicyException } from "./exceptions";
export type { Finding } from "./findings";
export { PolicyScanError } from "./policy-scan-error";
export { describeFindings } from "./report";
export { type Scan, type ScanOptions, scan } from "./scan";
