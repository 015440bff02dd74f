import { clientSettings } from "./client-settings";

describe("settings of a client", () => {
  it("are the endpoint and the credentials that Terraform is given", () => {
    const variables = {
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
    };
    expect(clientSettings(variables, "eu-west-1")).toEqual({
      region: "eu-west-1",
      endpoint: "http://127.0.0.1:4566",
      credentials: { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token" },
    });
  });

  it("leave the credentials to the SDK where no key is given", () => {
    expect(clientSettings({ AWS_PROFILE: "team" }, "eu-west-1")).toEqual({ region: "eu-west-1" });
  });
});
