import { z } from "zod";
import { refusal } from "./refusal";

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

/** One label below the domain, or `@` for the domain itself. */
export const hostLabel = z
  .string()
  .regex(
    new RegExp(`^(@|${label})$`),
    refusal('is not a label of a host name; use lower-case letters, digits and hyphens, or "@" for the domain itself'),
  );

export const domainName = z
  .string()
  .regex(
    new RegExp(`^(?=.{1,253}$)(${label}\\.)+${label}$`),
    refusal('is not a domain name; use lower-case labels joined by dots, like "example.com"'),
  );
