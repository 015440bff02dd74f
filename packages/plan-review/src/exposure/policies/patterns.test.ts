import { covers, coversAnyCase } from "./patterns";

describe("covers", () => {
  it.each([
    ["*", "s3:Get*"],
    ["s3:*", "s3:Get*"],
    ["s3:Get*", "s3:GetObject*"],
    ["s3:Get?bject", "s3:GetObject"],
    ["arn:aws:s3:::*", "arn:aws:s3:::b/*"],
    ["a+b", "a+b"],
  ])("says that %s holds all of %s", (outer, inner) => {
    expect(covers(outer, inner)).toBe(true);
  });

  it.each([
    ["s3:Get*", "s3:*"],
    ["s3:Get?bject", "s3:Get*bject"],
    ["s3:GetObject", "s3:getobject"],
    ["a+b", "aab"],
  ])("says that %s does not hold all of %s", (outer, inner) => {
    expect(covers(outer, inner)).toBe(false);
  });

  it("knows actions in any letters", () => {
    expect(coversAnyCase("S3:get*", "s3:GetObject")).toBe(true);
  });
});
