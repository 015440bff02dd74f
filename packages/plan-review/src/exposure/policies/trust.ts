import type { Statement } from "../../difference/policy";
import { valuesOf } from "./conditions";
import { parsed } from "./new-grants";
import { accountOf } from "./policy-sides";

/** A subject that names a repository and what runs in it, as GitHub's and GitLab's do. */
const NAMED_SUBJECT = /^(repo|project_path):[^*?/]+\/[^*?:]+:./;

/** Why a principal that is trusted from the beginning deserves a look; nothing for services and for one's own account. */
export function strangeTrust(
  principal: string,
  { conditions }: Statement,
  ownAccounts: ReadonlySet<string>,
): string | undefined {
  const account = accountOf(principal);
  if (account !== undefined) return ownAccounts.has(account) ? undefined : `trusts another account: ${account}`;
  if (!principal.startsWith("Federated ")) return undefined;
  return wideSubject(principal, conditions);
}

/**
 * Tokens of an OIDC provider are told apart by their subject alone:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
function wideSubject(principal: string, conditions: string): string | undefined {
  if (/saml-provider/.test(principal)) return undefined;
  const name = principal.replace(/^Federated (arn:[^/]*oidc-provider\/)?/, "");
  const subjects = valuesOf(parsed(conditions), "sub");
  if (subjects.length === 0) return `trusts every token of ${name}, whoever it is for`;
  const wide = subjects.filter((subject) => /[*?]/.test(subject) && !NAMED_SUBJECT.test(subject));
  return wide.length > 0 ? `trusts every token of ${name} for ${wide.join(", ")}` : undefined;
}
