import { sourceKeys } from "./sources";

const keysOf = (...folders: string[]) => [...sourceKeys(folders).values()];

describe("the key of a source", () => {
  it("is the folder's last segment, in kebab case", () => {
    expect(keysOf("apps/flask", "apps/My_Shop")).toEqual(["flask", "my-shop"]);
  });

  it("is one for all services of a folder", () => {
    expect(keysOf("apps/shop", "apps/shop")).toEqual(["shop"]);
  });

  it("stays with the first folder where a later one has the same last segment", () => {
    expect(keysOf("apps/shop/api", "apps/admin/api")).toEqual(["api", "admin-api"]);
  });

  it("is unique even where folders differ in punctuation alone", () => {
    expect(keysOf("a_b", "a-b", "a.b")).toEqual(["a-b", "a-b-2", "a-b-2-2"]);
  });

  it("begins with a letter", () => {
    expect(keysOf("apps/2048", "_")).toEqual(["source-2048", "source"]);
  });
});
