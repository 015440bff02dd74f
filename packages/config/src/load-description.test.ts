import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const LONGEST_START_MS = 120_000;

/** Each environment, read by a process like those that synthesize: `tsx` compiles there, not the test runner. */
function messages(files: Readonly<Record<string, string>>): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "descriptions-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const script = `
    const { environmentNames, loadEnvironment } = require(${JSON.stringify(join(__dirname, "load-environment.ts"))});
    const folder = ${JSON.stringify(join(folder, "environments"))};
    const told = {};
    for (const name of environmentNames(folder)) {
      try { loadEnvironment(name, folder); } catch (error) { told[name] = error.name + ": " + error.message; }
    }
    console.log(JSON.stringify(told));`;
  const args = ["--import", require.resolve("tsx"), "--eval", script];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", cwd: join(__dirname, "..") }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a description that cannot be read", () => {
  it(
    "is told with file, line and remedy, without a stack trace",
    () => {
      const told = messages({
        "application.ts": 'export default {\n  name: "shop"\n  services: {},\n};\n',
        "environments/application.ts": 'import application from "../application";\nexport default { application };\n',
        "environments/module.ts": 'import application from "../applicatoin";\nexport default { application };\n',
        "environments/name.ts": "const domain = 1;\nexport default { dns: { domain: domian } };\n",
        "environments/syntax.ts": 'export default {\n  aws: { accountId: "111111111111" region: "" },\n};\n',
      });
      expect(told).toEqual({
        application:
          'ConfigurationError: application.ts:3: Expected "}" but found "services"; correct the syntax of the line or of the one before it',
        module:
          'ConfigurationError: environments/module.ts: imports "../applicatoin", which does not exist; correct the path',
        name: "ConfigurationError: environments/name.ts:2: domian is not defined; correct the line",
        syntax:
          'ConfigurationError: environments/syntax.ts:2: Expected "}" but found "region"; correct the syntax of the line or of the one before it',
      });
    },
    LONGEST_START_MS,
  );
});
