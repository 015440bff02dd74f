/** Something that keeps the scan from being made, or from being believed. The message says what, where and the remedy. */
export class PolicyScanError extends Error {
  override readonly name = "PolicyScanError";
}
