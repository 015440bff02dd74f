import { environmentNames } from "@app/config";
import { addresses, synthesizeEnvironment } from "./synthesized-app";

describe.each(environmentNames())("resource addresses of %s", (name) => {
  // An address that changes is a resource that is destroyed and created anew. Meant it? Add a `moved` block or update with `jest -u`.
  it("stay what they were", () => {
    const { files } = synthesizeEnvironment(name);
    expect(Object.fromEntries(Object.entries(files).map(([id, file]) => [id, addresses(file)]))).toMatchSnapshot();
  });
});
