/** The name that prefixes every resource, state key and tag of this repository. At most 12 characters, see `naming.ts`. */
export const projectName = "flask";

/** Prefix of every stack id, and the group typed on the command line: `cdktf deploy infra`. */
export const stackGroup = "infra";
