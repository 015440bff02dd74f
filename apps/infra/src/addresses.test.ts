import { environmentNames, loadEnvironment } from "@app/config";
import { addresses, synthesized } from "./synthesized-app";

describe.each(environmentNames())("resource addresses of %s", (name) => {
  // An address that changes is a resource that is destroyed and created anew. Meant it? Add a `moved` block or run `pnpm accept`.
  it("stay what they were", () => {
    const { files } = synthesized(loadEnvironment(name));
    expect(Object.fromEntries(Object.entries(files).map(([id, file]) => [id, addresses(file)]))).toMatchSnapshot();
  });
});
