import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string } | null;
}

const ROOT = join(__dirname, "../../..");
const comment = require(join(ROOT, ".github/actions/comment.cjs"));
const MARKER = "<!-- plan-review staging -->";
const OWN = "github-actions[bot]";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comment-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the comment of a review beside those that are there, and tells what GitHub was asked for. */
async function write(comments: readonly Comment[]): Promise<object[]> {
  const asked: object[] = [];
  const ask = (what: string) => async (parameters: object) => void asked.push({ what, ...parameters });
  const issues = { listComments: {}, updateComment: ask("update"), createComment: ask("create") };
  const github = { paginate: async () => comments, rest: { issues } };
  const payload = { pull_request: { head: { sha: "c0ffee" } } };
  const context = { repo: { owner: "o", repo: "r" }, issue: { number: 7 }, payload };
  await comment({ github, context, ENVIRONMENT: "staging", REVIEW: folder, HTML_URL: "" });
  return asked;
}

const BODY = `${MARKER}\n## staging at c0ffee\nnothing changes`;

describe("the comment of a plan", () => {
  beforeEach(() => writeFileSync(join(folder, "review.md"), "nothing changes"));

  it("names the commit that was planned", async () => {
    expect(await write([])).toEqual([{ what: "create", owner: "o", repo: "r", issue_number: 7, body: BODY }]);
  });

  it("is updated in place, and those of other environments are left alone", async () => {
    const other = { id: 1, user: { login: OWN }, body: "<!-- plan-review production -->\n" };
    const own = { id: 2, user: { login: OWN }, body: `${MARKER}\nearlier` };
    expect(await write([other, own])).toEqual([{ what: "update", owner: "o", repo: "r", comment_id: 2, body: BODY }]);
  });

  it.each([[{ login: "somebody" }], [null]])("is not one that begins like it and was written by %j", async (user) => {
    const theirs = { id: 3, user, body: `${MARKER}\nmine to edit` };
    expect(await write([theirs])).toMatchObject([{ what: "create" }]);
  });

  it("says where to look when there is no review", async () => {
    rmSync(join(folder, "review.md"));
    expect(await write([])).toMatchObject([
      { body: expect.stringContaining("The plan failed; the job's log says why.") },
    ]);
  });

  it("is not written by a run that was cancelled, for a later one has more to say", () => {
    const workflow = readFileSync(join(ROOT, ".github/workflows/plan.yml"), "utf8");
    const [, condition] = /uses: actions\/github-script@\S+(?: #.*)?\n\s+if: (.*)\n/.exec(workflow) ?? [];
    expect(condition).toBe("${{ !cancelled() }}");
  });
});
