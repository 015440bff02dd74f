import { type LoopbackServer, serveOnLoopback } from "../fixtures/loopback-server";
import { readJson } from "./engine-server";
import { SecretVersions } from "./secret-versions";

const ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/keys-AbCdEf";

let server: LoopbackServer;
let asked: object[];

beforeAll(async () => {
  server = await serveOnLoopback(async (message, response) => {
    const request = await readJson<{ SecretId: string; VersionStage?: string; VersionId?: string }>(message);
    asked.push(request);
    const isThere = request.VersionStage === "AWSPREVIOUS" || request.VersionId === "v1";
    const error = { __type: "ResourceNotFoundException", message: "Secrets Manager can't find the specified secret." };
    response.writeHead(isThere ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(isThere ? { SecretString: '{"stripe":"sk_old"}' } : error));
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => server.close());

function variables(valueFrom: string): Promise<string[]> {
  return new SecretVersions(server.port).variables([{ name: "KEY", valueFrom }]);
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

  it.each([ARN, `${ARN}:stripe::`, "/shop/parameter", "arn:aws:ssm:us-east-1:000000000000:parameter/shop/a"])(
    "is left to the emulator where it names none: %s",
    async (valueFrom) => {
      expect(await variables(valueFrom)).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  it("keeps the container from starting where there is no such version, in ECS's words", async () => {
    await expect(variables(`${ARN}:stripe:AWSPENDING:`)).rejects.toThrow(
      `unable to retrieve secret from asm: failed to fetch secret ${ARN} from secrets manager: ResourceNotFoundException`,
    );
    await expect(variables(`${ARN}:paypal:AWSPREVIOUS:`)).rejects.toThrow("did not contain json key paypal");
  });

  it("is nothing where there are none", async () => {
    expect(await new SecretVersions(server.port).variables()).toEqual([]);
  });
});
