import { meaningless } from "./service-authorization";

const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/notes";

describe("what AWS's reference says against a statement", () => {
  it.each<[string, string, string, string[]]>([
    ["nothing, where action and resource fit", "dynamodb:GetItem", TABLE, []],
    ["that there is no such action", "dynamodb:ReadItem", TABLE, ["AWS knows no action dynamodb:ReadItem"]],
    [
      "that the action does not take the resource",
      "dynamodb:GetItem",
      `${TABLE}/index/*`,
      [`dynamodb:GetItem takes no resource like ${TABLE}/index/*`],
    ],
    [
      "that the action takes no resource at all",
      "ecr:GetAuthorizationToken",
      TABLE,
      [`ecr:GetAuthorizationToken takes no resource like ${TABLE}`],
    ],
    ["nothing, where the action takes none and has none", "ecr:GetAuthorizationToken", "*", []],
  ])("is %s", async (_, action, resource, findings) => {
    expect(await meaningless({ sid: "One", actions: [action], resources: [resource] })).toEqual(findings);
  });
});
