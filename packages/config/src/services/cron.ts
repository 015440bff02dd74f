interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
  /** Days that no number tells. */
  readonly special?: RegExp;
  /** What stands there alone, and in no list. */
  readonly alone?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The fields of AWS's cron expressions, with what may stand in each. */
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
const FIELDS: readonly Field[] = [
  { name: "minutes", least: 0, most: 59 },
  { name: "hours", least: 0, most: 23 },
  { name: "day-of-month", least: 1, most: 31, special: /^(L|LW|([1-9]|[12]\d|3[01])W)$/, alone: /^\?$/ },
  { name: "month", least: 1, most: 12, names: MONTHS },
  {
    name: "day-of-week",
    least: 1,
    most: 7,
    names: DAYS,
    special: /^([1-7]|[A-Z]{3})?L$/,
    alone: /^(\?|([1-7]|[A-Z]{3})#[1-5])$/,
  },
  { name: "year", least: 1970, most: 2199 },
];
const DAY_OF_MONTH = 2;
const DAY_OF_WEEK = 4;

/** What AWS refuses in the content of `cron(…)`, with the remedy; undefined where it accepts it. */
export function cronRefusal(content: string): string | undefined {
  const words = content.split(" ");
  if (words.length !== FIELDS.length || words.includes("")) {
    const names = FIELDS.map(({ name }) => name).join(" ");
    return `does not have the ${FIELDS.length} fields of a cron expression, one blank apart: ${names}; write it like "cron(0 7 * * ? *)"`;
  }
  for (const [index, field] of FIELDS.entries()) {
    const word = words[index] ?? "";
    if (!accepts(field, word)) {
      return `is refused for ${JSON.stringify(word)} in the field ${field.name}; use ${range(field)}, "*", or lists and ranges of these`;
    }
  }
  const open = [DAY_OF_MONTH, DAY_OF_WEEK].filter((index) => words[index] === "?");
  if (open.length === 1) return undefined;
  const right = open.length === 2 ? replaced(words, DAY_OF_MONTH, "*") : oneDay(words);
  const what = open.length === 2 ? "names no day" : "names days of the month and of the week";
  return `${what}, AWS wants "?" in exactly one of these fields; write it like "cron(${right.join(" ")})"`;
}

/** Of two fields that both name days, `*` is the one that means least. */
function oneDay(words: readonly string[]): string[] {
  return replaced(words, words[DAY_OF_WEEK] === "*" ? DAY_OF_WEEK : DAY_OF_MONTH, "?");
}

function replaced(words: readonly string[], index: number, word: string): string[] {
  return words.map((old, position) => (position === index ? word : old));
}

function accepts(field: Field, word: string): boolean {
  if (field.alone?.test(word)) return true;
  return word.split(",").every((part) => field.special?.test(part) || acceptsPart(field, part));
}

/** `*`, `5`, `1-5`, and each of them with an increment: `0/15`. */
function acceptsPart(field: Field, part: string): boolean {
  const [, span = "", increment] = part.match(/^([^/]+)(?:\/([1-9]\d*))?$/) ?? [];
  if (increment !== undefined && Number(increment) > field.most) return false;
  if (span === "*") return true;
  const ends = span.split("-").map((end) => isValue(field, end));
  // A range may pass the end: `FRI-MON`.
  return ends.length <= 2 && ends.every(Boolean);
}

function isValue({ least, most, names = [] }: Field, text: string): boolean {
  return names.includes(text.toUpperCase()) || (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most);
}

function range({ least, most, names }: Field): string {
  return names ? `${least} to ${most}, ${names[0]} to ${names.at(-1)}` : `${least} to ${most}`;
}
