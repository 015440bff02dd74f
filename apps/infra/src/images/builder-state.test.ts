import { builderState } from "./builder-state";

describe("what Docker's builder writes down", () => {
  it.each([{}, { BUILDX_CONFIG: "" }])("stays in the checkout: %p", (variables) => {
    expect(builderState("/checkout", variables)).toEqual({ BUILDX_CONFIG: "/checkout/.local/buildx" });
  });

  it("goes where its user wants it", () => {
    expect(builderState("/checkout", { BUILDX_CONFIG: "/mine" })).toEqual({ BUILDX_CONFIG: "/mine" });
  });
});
