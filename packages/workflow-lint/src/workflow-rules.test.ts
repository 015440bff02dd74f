import { foreignActions, workflows } from "./workflow-files";

const jobs = workflows().flatMap(({ name, jobs }) =>
  Object.entries(jobs).map(([job, description]) => ({ job: `${name} ${job}`, ...description })),
);

describe("workflows", () => {
  it("use every action of others by its commit, with the release in a comment", () => {
    expect(foreignActions().length).toBeGreaterThan(0);
    for (const used of foreignActions()) expect(used).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(workflows())("$name gives no rights but those that a job asks for", ({ permissions }) => {
    expect(permissions).toEqual({});
  });

  it.each(workflows())("$name says what becomes of a second run", ({ concurrency }) => {
    expect(concurrency).toBeDefined();
  });

  it.each(jobs)("$job asks for rights and ends in time", (job) => {
    expect(job.permissions).toBeDefined();
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  });

  it("write to GitHub nowhere where a pull request's own code runs with credentials of AWS", () => {
    const signedIn = jobs.filter(({ permissions }) => permissions?.["id-token"] === "write");
    expect(signedIn.map(({ job }) => job)).toEqual(["deploy.yml plan", "deploy.yml apply", "plan.yml plan"]);
    for (const { permissions } of signedIn) expect(permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  it("are started by no event that runs a fork's code with this repository's rights", () => {
    for (const { on } of workflows()) {
      expect(Object.keys(on)).not.toContain("pull_request_target");
      expect(Object.keys(on)).not.toContain("workflow_run");
    }
  });
});
