const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Who writes with a workflow's own token; github-script looks for its own so: https://github.com/actions/github-script/blob/main/.github/workflows/pull-request-test.yml */
const AUTHOR = "github-actions[bot]";

/**
 * Puts a review into its own comment on the pull request: one for each environment, updated in place. A comment of
 * somebody else that begins like it stays theirs.
 */
module.exports = async function comment({ github, context, ENVIRONMENT, REVIEW, HTML_URL }) {
  const marker = `<!-- plan-review ${ENVIRONMENT} -->`;
  const file = join(REVIEW, "review.md");
  const review = existsSync(file) ? readFileSync(file, "utf8") : "The plan failed; the job's log says why.";
  const link = HTML_URL ? `\n[The whole review as HTML](${HTML_URL})\n` : "";
  const { sha } = context.payload.pull_request.head;
  const body = `${marker}\n## ${ENVIRONMENT} at ${sha}\n${review}${link}`;
  const issue = { ...context.repo, issue_number: context.issue.number };
  const comments = await github.paginate(github.rest.issues.listComments, issue);
  const mine = comments.find(({ body, user }) => user?.login === AUTHOR && body?.startsWith(marker));
  if (mine) await github.rest.issues.updateComment({ ...context.repo, comment_id: mine.id, body });
  else await github.rest.issues.createComment({ ...issue, body });
};
