export { billOfMaterials } from "./bill-of-materials";
export { type Audit, type KnownVulnerability, knownVulnerabilities, OSV_URL } from "./known-vulnerabilities";
export { SupplyChainError } from "./supply-chain-error";
