/**
 * Terraform and its AWS provider load some hundred MiB of schemas each time they start, and are gone before what they
 * collect pays off: a third of their CPU time. The limit costs none of it, and keeps a dozen of them side by side from
 * taking a small machine's memory. https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
export const terraformTuning = { GOGC: "off", GOMEMLIMIT: "450MiB" } as const;
