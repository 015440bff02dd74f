import { stripVTControlCharacters } from "node:util";
import { RunnerError } from "../runner-error";
import { holderText, lockInfo } from "./state-lock";
import type { TerraformRun } from "./terraform-process";
import type { Diagnostic } from "./ui-events";

/** Terraform failed in one stack; the message holds its errors and what to do about them. */
export class TerraformFailure extends RunnerError {
  override readonly name = "TerraformFailure";

  constructor(
    readonly stackId: string,
    text: string,
  ) {
    super(text);
  }
}

/** Errors' text, with the remedy where we know one; `unlock` is the command that frees a lock. */
export function explain(diagnostics: readonly Diagnostic[], unlock = "cdktf unlock STACK"): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return [...new Set(errors.map((one) => explainOne(one, unlock)))].join("\n");
}

function explainOne(diagnostic: Diagnostic, unlock: string): string {
  const { summary: said, detail = "", address } = diagnostic;
  const summary = said.trim();
  const lock = lockText(diagnostic, unlock);
  if (lock) return lock;
  // A condition's own message says more than that it failed.
  const headline = /condition failed$/.test(summary) ? "" : summary;
  const text = [address && headline ? `${address}: ${headline}` : headline, detail.trim()].filter(Boolean).join("\n");
  const remedy = REMEDIES.find(([pattern]) => pattern.test(text))?.[1];
  return remedy ? `${text}\n→ ${remedy}` : text;
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /S3 bucket "[^"]*" does not exist|NoSuchBucket/,
    "the state bucket is missing: run `cdktf bootstrap` for this environment first",
  ],
  [
    /failed to do request: Head "https:[^"]*\/manifests\//,
    "an image that the Dockerfile starts from cannot be pulled here: name one that can in the variable BASE_IMAGE",
  ],
  [
    /cannot be overwritten because the tag is immutable/,
    "somebody pushed the same content meanwhile: run it again, it is found then",
  ],
  [
    /failed to solve: (executor failed|process)/,
    "the Dockerfile does not build: `docker build` in the folder of the image prints all that the step said",
  ],
  [
    /pinging Docker server|Cannot connect to the Docker daemon/,
    "no Docker engine answers: start Docker, or name an image that exists in the variable IMAGE_URI",
  ],
  [/no space left on device/, "this disk is full: free some of it, and run it again"],
  [/Saved plan is stale/, "the state has moved on since this plan was reviewed: plan and review again"],
  [
    /No valid credential sources|failed to refresh cached credentials|ExpiredToken/,
    "sign in to AWS first, for example with `aws sso login`",
  ],
  [
    /AWS account ID not allowed/,
    "these credentials belong to another account than the environment names: sign in to that one",
  ],
  [/connection refused/i, "nothing answers there; for the local environment `npm start` starts the emulator"],
  [
    /This object does not have an attribute named|Unsupported attribute/,
    "a stack that this one reads from has not published that output: deploy it first",
  ],
  [/Unable to find remote state/, "a stack that this one reads from is not deployed: deploy it first"],
  [
    /Failed to query available provider packages|provider registry/,
    "the provider is in no registry or mirror that this machine reaches; TF_PROVIDER_MIRROR can name a mirror, see the README",
  ],
];

/** Terraform puts who holds a lock into the text of the error. */
function lockText({ summary, detail = "" }: Diagnostic, unlock: string): string | undefined {
  const lock = /state lock/.test(summary) ? lockInfo(detail) : undefined;
  if (!lock) return undefined;
  return `the state is locked ${holderText(lock)}
→ wait until that run has ended; when it is certain that it is dead: \`${unlock}\``;
}

/** Errors of commands that have no `-json`: the text between the bars that Terraform draws. */
export function plainError({ stderr, stdout }: Pick<TerraformRun, "stderr" | "stdout">): Diagnostic {
  const text = stripVTControlCharacters(stderr || stdout)
    .replace(/^[│╷╵] ?/gm, "")
    .trim();
  // Warnings may stand before it.
  const [summary = "", ...detail] = text.replace(/^(?:.*\n)*?Error: /, "").split("\n");
  return { severity: "error", summary, detail: detail.join("\n") };
}
