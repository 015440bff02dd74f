/** Prefix of every stack id, and the group typed on the command line: `cdktf deploy infra`. */
export const stackGroup = "infra";
