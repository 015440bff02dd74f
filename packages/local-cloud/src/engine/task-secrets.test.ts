import { type LoopbackServer, serveOnLoopback } from "../fixtures/loopback-server";
import { readJson } from "./engine-server";
import { TaskSecrets } from "./task-secrets";

const ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/keys-AbCdEf";

let server: LoopbackServer;
let asked: object[];

beforeAll(async () => {
  server = await serveOnLoopback(async (message, response) => {
    const request = await readJson<Record<string, unknown>>(message);
    asked.push(request);
    const isVersion = request.VersionStage === "AWSPREVIOUS" || request.VersionId === "v1";
    const isParameter = `${request.Name}`.endsWith("/shop/key");
    const content = { SecretString: '{"stripe":"sk_old"}', Parameter: { Value: "plain" } };
    const __type = "Name" in request ? "ParameterNotFound" : "ResourceNotFoundException";
    response.writeHead(isVersion || isParameter ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(isVersion || isParameter ? content : { __type, message: "can't find it" }));
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => server.close());

function variables(valueFrom: string): Promise<string[]> {
  return new TaskSecrets(server).variables([{ name: "KEY", valueFrom }]);
}

describe("a secret of a task definition", () => {
  it.each([
    [`${ARN}:stripe:AWSPREVIOUS:`, "KEY=sk_old", { SecretId: ARN, VersionStage: "AWSPREVIOUS" }],
    [`${ARN}:stripe::v1`, "KEY=sk_old", { SecretId: ARN, VersionId: "v1" }],
    [`${ARN}::AWSPREVIOUS:`, 'KEY={"stripe":"sk_old"}', { SecretId: ARN, VersionStage: "AWSPREVIOUS" }],
  ])("has the version that it names: %s", async (valueFrom, variable, request) => {
    expect(await variables(valueFrom)).toEqual([variable]);
    expect(asked).toEqual([request]);
  });

  it.each(["/shop/key", "arn:aws:ssm:us-east-1:000000000000:parameter/shop/key"])(
    "is a parameter, decrypted: %s",
    async (valueFrom) => {
      expect(await variables(valueFrom)).toEqual(["KEY=plain"]);
      expect(asked).toEqual([{ Name: valueFrom, WithDecryption: true }]);
    },
  );

  it.each([ARN, `${ARN}:stripe::`])("is left to the emulator where it names none: %s", async (valueFrom) => {
    expect(await variables(valueFrom)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("keeps the container from starting where it cannot be had, in ECS's words", async () => {
    await expect(variables(`${ARN}:stripe:AWSPENDING:`)).rejects.toThrow(
      `unable to retrieve secret from asm: failed to fetch secret ${ARN} from secrets manager: ResourceNotFoundException`,
    );
    await expect(variables(`${ARN}:paypal:AWSPREVIOUS:`)).rejects.toThrow("did not contain json key paypal");
    await expect(variables("/shop/none")).rejects.toThrow("failed to fetch parameter /shop/none: ParameterNotFound");
  });

  it("is nothing where there are none", async () => {
    expect(await new TaskSecrets(server).variables()).toEqual([]);
  });
});
