describe("cdktf", () => {
  it("exists once, for a second copy would silently ignore aspects", () => {
    const constructs = require.resolve("@app/constructs");
    expect(require.resolve("cdktf", { paths: [constructs] })).toBe(require.resolve("cdktf"));
  });
});
