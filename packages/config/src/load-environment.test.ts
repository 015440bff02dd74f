import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames, loadEnvironment } from "./load-environment";

describe("the shipped environments", () => {
  it.each(environmentNames())("%s is valid", (name) => {
    expect(loadEnvironment(name).name).toBe(name);
  });

  it("have domains of their own", () => {
    const domains = environmentNames().map((name) => loadEnvironment(name).dns.domain);
    expect(new Set(domains).size).toBe(domains.length);
  });
});

describe("an unknown environment", () => {
  const folder = mkdtempSync(join(tmpdir(), "environments-"));
  for (const name of ["production", "test"]) writeFileSync(join(folder, `${name}.ts`), "");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is refused with the name that was meant", () => {
    expect(() => loadEnvironment("prod", folder)).toThrow(
      'there is no environment "prod"; did you mean "production"? Or add packages/config/src/environments/prod.ts',
    );
  });

  it("is refused with those that exist", () => {
    expect(() => loadEnvironment("demo", folder)).toThrow(
      'there is no environment "demo"; choose one of production, test, or add packages/config/src/environments/demo.ts',
    );
  });
});
