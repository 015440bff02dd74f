import { type Finder, type Found, found } from "./finding";
import { unknownPolicies } from "./unknown-policies";

const TAGS = /^(tags|tags_all|labels|terraform_labels|effective_labels)(\.|\[|$)/;
const PLAIN = {
  create: found("create", "created"),
  update: found("update", "changed in place"),
  replace: found("replace", "replaced"),
  delete: found("delete", "deleted"),
  import: found("import", "brought under Terraform's care as it is"),
  forget: found("forget", "stays, and Terraform forgets it"),
  move: found("move", "only the address changes"),
};

/** What is said of a change that nothing else is said of. */
export const plainChanges: Finder = (judged) => [plain(judged)];

function plain({ action, attributes, resource, facts }: Parameters<Finder>[0]): Found {
  if (action === "update" && attributes.length === 0) {
    return found("update", "nothing but marks changes, such as what is sensitive");
  }
  if (action === "update" && attributes.every(({ path }) => TAGS.test(path))) return found("tags", "only tags change");
  const open = action === "create" ? unknownPolicies(resource, facts) : [];
  if (open.length > 0) return found("create-unknown", `created; ${open.join(", ")} is known only after the apply`);
  return PLAIN[action as keyof typeof PLAIN] ?? PLAIN.update;
}
