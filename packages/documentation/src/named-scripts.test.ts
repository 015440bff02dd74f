import { namedCdktfCommands, namedScripts } from "./named-scripts";

describe("namedScripts", () => {
  it.each([
    ["`npm start`", [{ script: "start" }]],
    ["`npm run logs` and `pnpm plan --env staging`", [{ script: "logs" }, { script: "plan" }]],
    ["`pnpm --filter @app/config generate`", [{ script: "generate", folder: "packages/config" }]],
    ["```console\n$ DEPLOY_ENV=local pnpm -C apps/infra e2e\n```", [{ script: "e2e", folder: "apps/infra" }]],
    ["`pnpm install`, `npx pnpm@10.34.9 …`, and npm start as text", []],
  ])("reads %s", (markdown, expected) => {
    expect(namedScripts(markdown)).toEqual(expected);
  });
});

describe("namedCdktfCommands", () => {
  it("reads the commands of the checkout's own program, and of no other", () => {
    const page = "`pnpm cdktf deploy infra`, `pnpm cdktf --help`\n\n```sh\ncdktf plan\nnpx cdktf-cli deploy\n```\n";

    expect(namedCdktfCommands(page)).toEqual(["deploy", "plan"]);
  });
});
