import type { Finder, Finding, Found, Judged } from "./finding";
import { grants } from "./grants";
import { plainChanges } from "./plain-changes";
import { ports } from "./ports";
import { unprotected } from "./protections";
import { FINDERS, invoked, levelOf, stakesOf } from "./rules";
import { switchedOff } from "./switched";
import { widened } from "./widened-policies";

const SPECIFIC = FINDERS.filter((find) => find !== plainChanges);
/** Those that tell who may do or reach more than before. */
const OF_ACCESS: readonly Finder[] = [ports, widened, grants, switchedOff, unprotected];

/** Why a change deserves a look, worst first. Something that changes has at least one. */
export function findingsOf(judged: Judged): Finding[] {
  const { action } = judged;
  if (action === "no-op" || action === "read") return [];
  // What an action is given is no state of anything.
  if (action === "invoke") return withLevels(invoked(judged));
  const specific = distinct(SPECIFIC.flatMap((find) => find(judged)));
  return worstFirst(withLevels(specific.length > 0 ? specific : plainChanges(judged)));
}

/** Who may do or reach more, or less, than before. */
export function accessFindings(judged: Judged): Finding[] {
  return withLevels(OF_ACCESS.flatMap((find) => find(judged)));
}

function distinct(findings: readonly Found[]): readonly Found[] {
  if (findings.length < 2) return findings;
  return [...new Map(findings.map((one) => [`${one.rule} ${one.reason}`, one])).values()];
}

function withLevels(findings: readonly Found[]): Finding[] {
  return findings.map((one) => ({ level: levelOf(one.rule), ...one }));
}

function worstFirst(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => stakesOf(a.rule) - stakesOf(b.rule));
}
