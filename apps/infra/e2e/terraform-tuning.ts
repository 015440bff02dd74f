/**
 * Terraform and its AWS provider load some hundred MiB of schemas each time they start, and are gone before what they
 * collect pays off: a third of their CPU time. https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
export const terraformTuning = { GOGC: "off", GOMEMLIMIT: "1GiB" } as const;
