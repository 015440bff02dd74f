import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Environment, stackGroup } from "@app/config";
import { RunnerError } from "@app/stack-runner";
import { synthesized } from "../synthesized-app";
import { otherEnvironments } from "../testing/applications";
import { refuseEdited } from "./refuse-edited";

const ROOT = join(__dirname, "../../../..");
const [described] = otherEnvironments as [Environment];
const IMAGE = `${stackGroup}-image`;

describe("an image whose sources", () => {
  let folder: string;
  let environment: Environment;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "source-"));
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch");
    const [[key, source]] = Object.entries(described.sources) as [[string, Environment["sources"][string]]];
    const edited = { ...source, folder: relative(ROOT, folder) };
    environment = { ...described, sources: { ...described.sources, [key]: edited } };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function beforeApply(configuration: string, stackId = IMAGE): Promise<void> {
    return refuseEdited({ names: () => [environment.name], load: () => environment })({
      environment: environment.name,
      stackId,
      configuration,
      variables: {},
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
  }

  it("were edited after the run began is not built; what is planned of them as they are is", async () => {
    const { [IMAGE]: begun = "" } = synthesized(environment).files;
    await beforeApply(begun);

    writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nUSER 1000");

    await expect(beforeApply(begun)).rejects.toThrow(
      new RunnerError(`${relative(ROOT, folder)}: edited since this run began; nothing was built of it. Run it again`),
    );
    const { [IMAGE]: next = "" } = synthesized(environment).files;
    await beforeApply(next);
    // Other stacks build nothing.
    await beforeApply("{}", `${stackGroup}-network`);
  });
});
