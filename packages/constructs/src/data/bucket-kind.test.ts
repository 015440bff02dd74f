import { oneStack } from "../testing/one-stack";
import { rightsOf } from "../testing/rights";
import { meaningless } from "../testing/service-authorization";
import { Bucket } from "./bucket";
import { type BucketVerb, bucketKind } from "./bucket-kind";
import { ExistingBucket } from "./existing-bucket";

const NAME = "shop-test-uploads-111111111111";
const ARN = `arn:aws:s3:::${NAME}`;
const published = { uploadsBucketName: NAME, uploadsBucketArn: ARN };
const grant = (verb: BucketVerb) => bucketKind.grant(verb, "uploads", published, {});

const READ = { "s3:GetObject": [`${ARN}/*`], "s3:ListBucket": [ARN] };
const WRITE = {
  "s3:AbortMultipartUpload": [`${ARN}/*`],
  "s3:DeleteObject": [`${ARN}/*`],
  "s3:PutObject": [`${ARN}/*`],
};

describe("a grant of a bucket", () => {
  it.each<[BucketVerb, object]>([
    ["read", READ],
    ["write", WRITE],
    ["read-write", { ...READ, ...WRITE }],
  ])("to %s holds exactly these actions on exactly these resources", (verb, rights) => {
    expect(rightsOf(grant(verb).statements)).toEqual(rights);
  });

  it.each(bucketKind.verbs)("to %s means to AWS what it says", async (verb) => {
    const against = await Promise.all(grant(verb).statements.map(meaningless));
    expect(against.flat()).toEqual([]);
  });

  it.each(bucketKind.verbs)("to %s tells the application the bucket's name, by the key", (verb) => {
    expect(grant(verb)).toMatchObject({
      variables: { UPLOADS_BUCKET_NAME: NAME },
      secrets: {},
      connections: [],
      endpoints: ["s3"],
    });
  });

  it("works from what the bucket's stack publishes, and says so when that is missing", () => {
    const { locals } = oneStack((stack) => {
      const bucket = new Bucket(stack, "uploads", {
        name: NAME,
        versioned: true,
        noncurrentDays: 30,
        abandonedUploadDays: 7,
        deletionProtected: false,
      });
      stack.show(bucketKind.values("uploads", bucket));
    });
    expect(locals).toEqual({
      uploadsBucketName: "${aws_s3_bucket.uploads.bucket}",
      uploadsBucketArn: "${aws_s3_bucket.uploads.arn}",
    });
    expect(Object.keys(bucketKind.outputs("uploads")).sort()).toEqual(Object.keys(locals).sort());
    expect(() => bucketKind.grant("read", "pictures", published, {})).toThrow(
      'the stack of the data publishes no "picturesBucketArn"',
    );
  });

  it("is the same of a bucket that exists, which nothing creates", () => {
    const { locals, resource } = oneStack((stack) => {
      stack.show(bucketKind.values("uploads", new ExistingBucket(stack, "uploads", { name: "team-files" })));
    });
    expect(resource).toEqual({});
    expect(locals).toMatchObject({ uploadsBucketArn: "${data.aws_s3_bucket.uploads.arn}" });
  });
});
