import { type Environment, stackGroup } from "@app/config";
import { synthesized } from "../synthesized-app";
import { others } from "../testing/applications";

/** Whether a destruction takes the images with it, for an environment whose load balancer is protected or not. */
function forced(deletionProtected: boolean): readonly unknown[] {
  const environment = others.load("plain") as Environment;
  const alb = { ...environment.alb, deletionProtected } as Environment["alb"];
  const { resource } = JSON.parse(synthesized({ ...environment, alb }).files[`${stackGroup}-ecr`] ?? "{}");
  return Object.values<{ force_delete: boolean }>(resource.aws_ecr_repository).map(({ force_delete: force }) => force);
}

describe("the repositories of an environment", () => {
  it.each([
    ["go with their images where it is not protected", false, [true]],
    ["keep it from being destroyed while they hold images where it is", true, [false]],
  ])("%s", (_, deletionProtected, force) => {
    expect(forced(deletionProtected)).toEqual(force);
  });
});
