/** What `cdktf --help` prints. */
export const HELP = `cdktf COMMAND [STACK …] [--env NAME]

  synth                 write the Terraform JSON of every stack
  list                  the stacks and what they read from
  bootstrap             create the bucket that holds the states (once per account)
  plan                  what a deploy would change, reviewed: risk, cost, who reads what changes
  diff                  the same in Terraform's own words
  deploy, apply         plan and apply, in dependency order, side by side where possible
  destroy               destroy, those that read before those that are read
  output                what the stacks published

STACK is the group (all stacks), an id with or without the group's prefix, or a glob; none means all.

  --env NAME            environment (default: DEPLOY_ENV, else the project's default)
  --auto-approve        do not ask before something is applied or destroyed
  --parallelism N       plan, diff, deploy: at most N stacks at a time
  --lock-timeout TIME   wait for a locked state, such as 30s
  --no-lock             plan, diff: lock no state, for credentials that may only read
  --detailed-exitcode   plan, diff: exit code 2 when something would change
  --json                output: for programs
  --stack NAME          the same as a STACK
  --refresh-only        plan: only what differs between the last apply and reality
  --reviewed FOLDER     deploy: apply exactly the plans of this review, and nothing else
  --approved            deploy: somebody approved what the environment's gates ask an approval for

Exit codes: 0 done · 1 failed · 2 used wrongly (plan and diff with --detailed-exitcode: changes) · 3 a gate
forbids the plan · 130 interrupted.
Every other command goes to cdktf-cli.`;
