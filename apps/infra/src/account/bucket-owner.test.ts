import type { Environment } from "@app/config";
import { others } from "../testing/applications";
import { leadTo } from "../testing/aws-json-api";
import { type Loopback, serveOnLoopback } from "../testing/loopback";
import { checkStateBucketOwner } from "./bucket-owner";

describe("the owner of the state bucket", () => {
  let s3: Loopback | undefined;
  afterEach(() => s3?.close());

  /** Asks an S3 that answers with this status. */
  async function checked(status: number): Promise<string[]> {
    const asked: string[] = [];
    s3 = await serveOnLoopback(({ method, url, headers }, response) => {
      asked.push(`${method} ${url} ${headers["x-amz-expected-bucket-owner"]}`);
      response.writeHead(status).end();
    });
    const environment = others.load("plain") as Environment;
    const emulated = { ...environment, aws: { ...environment.aws, emulated: true } };
    await checkStateBucketOwner(emulated, { ...leadTo(s3), AWS_MAX_ATTEMPTS: "1" });
    return asked;
  }

  it.each([
    ["is the account", 200],
    ["is nobody yet", 404],
  ])("passes where it %s", async (_, status) => {
    expect(await checked(status)).toEqual(["HEAD /brochure-plain-tfstate-333333333333/ 333333333333"]);
  });

  it("ends every command where it is somebody else", async () => {
    await expect(checked(403)).rejects.toThrow(
      "the state bucket brochure-plain-tfstate-333333333333 exists, and it is not the account 333333333333's, or these credentials may not see it; no state was read or written\n→ sign in to that account; if somebody else has the name, rename the application or the environment",
    );
  });
});
