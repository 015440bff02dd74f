const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Puts a review into its own comment on the pull request: one for each environment, updated in place. */
module.exports = async function comment({ github, context, ENVIRONMENT, REVIEW, HTML_URL }) {
  const marker = `<!-- plan-review ${ENVIRONMENT} -->`;
  const file = join(REVIEW, "review.md");
  const review = existsSync(file) ? readFileSync(file, "utf8") : "The plan failed; the job's log says why.";
  const link = HTML_URL ? `\n[The whole review as HTML](${HTML_URL})\n` : "";
  const body = `${marker}\n## ${ENVIRONMENT}\n${review}${link}`;
  const issue = { ...context.repo, issue_number: context.issue.number };
  const comments = await github.paginate(github.rest.issues.listComments, issue);
  const mine = comments.find((one) => one.body?.startsWith(marker));
  if (mine) await github.rest.issues.updateComment({ ...context.repo, comment_id: mine.id, body });
  else await github.rest.issues.createComment({ ...issue, body });
};
