import { list, text } from "@app/constructs";
import { KeyedOutputs } from "./keyed-outputs";

describe("outputs by key", () => {
  const outputs = new KeyedOutputs({ imageUri: text("Image"), ports: list("Ports") });

  it("are published once for each key, under its name", () => {
    expect(outputs.specifications(["my-shop", "api"])).toEqual({
      myShopImageUri: text("my-shop: Image"),
      myShopPorts: list("my-shop: Ports"),
      apiImageUri: text("api: Image"),
      apiPorts: list("api: Ports"),
    });
  });

  it("are read under the names that they were published under", () => {
    const values = { imageUri: "shop@sha256:1", ports: ["80"] };
    expect(outputs.of("my-shop", outputs.named("my-shop", values))).toEqual(values);
  });
});
