/**
 * Major versions that RDS and Aurora create on 2026-11-30, newest first; AWS chooses and upgrades the minor one.
 * Older ones are in paid extended support.
 */
// https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-overview.html
export const POSTGRES_VERSIONS = ["18", "17", "16", "15", "14"] as const;
