import type { AttributeChange } from "../difference/attributes";
import type { Secrets } from "../secrets/secrets";
import type { OutputReview, ResourceReview } from "./model";

// Every text of a review goes through here: a secret may have got into any of them.

export function maskedResource(resource: ResourceReview, secrets: Secrets): ResourceReview {
  const { address, previousAddress, importId, attributes, findings } = resource;
  return {
    ...resource,
    address: secrets.maskAddress(address),
    ...(previousAddress !== undefined && { previousAddress: secrets.maskAddress(previousAddress) }),
    ...(importId !== undefined && { importId: secrets.mask(importId) }),
    attributes: attributes.map((attribute) => maskedAttribute(attribute, secrets)),
    findings: findings.map((finding) => ({ ...finding, reason: secrets.mask(finding.reason) })),
  };
}

export function maskedOutput(output: OutputReview, secrets: Secrets): OutputReview {
  const readers = output.readers.map((reader) => secrets.maskAddress(reader));
  return { ...output, ...maskedValues(output, secrets), readers };
}

/** Nearly all hold no secret, and are not copied. */
function maskedAttribute(attribute: AttributeChange, secrets: Secrets): AttributeChange {
  const { path, before, after, details } = attribute;
  const isClean =
    isSame(path, secrets) &&
    isSame(before, secrets) &&
    isSame(after, secrets) &&
    !details?.some((line) => !isSame(line, secrets));
  if (isClean) return attribute;
  return {
    ...attribute,
    path: secrets.mask(path),
    ...maskedValues(attribute, secrets),
    ...(details && { details: details.map((line) => secrets.mask(line)) }),
  };
}

function isSame(text: string | undefined, secrets: Secrets): boolean {
  return text === undefined || secrets.mask(text) === text;
}

function maskedValues({ before, after }: Pick<AttributeChange, "before" | "after">, secrets: Secrets) {
  return {
    ...(before !== undefined && { before: secrets.mask(before) }),
    ...(after !== undefined && { after: secrets.mask(after) }),
  };
}
