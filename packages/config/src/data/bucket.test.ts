import { refused } from "../testing/shop";

type Change = Parameters<typeof refused>[0];

/** A change: a bucket of that key. */
const keyed =
  (key: string, place: object = { deletionProtected: true }): Change =>
  (e, a) => {
    a.data[key] = { kind: "bucket" };
    e.data[key] = place;
  };

const existing = (name: string) => keyed("uploads", { existing: { name } });

const cases: [mistake: string, message: string, change: Change][] = [
  [
    "a name longer than S3 allows",
    "data.picturesOfEverythingOfEverythingOfEverything: makes bucket names of 73 characters (shop-prod-pictures-of-everything-of-everything-of-everything-111111111111), AWS allows 63; shorten the key by 10",
    keyed(`pictures${"OfEverything".repeat(3)}`),
  ],
  [
    "a name that S3 keeps for itself",
    'data.uploads: makes the bucket name sthree-prod-uploads-111111111111, and S3 keeps names with "sthree-" for itself; rename the project or the environment',
    (e, a) => {
      a.name = "sthree";
      keyed("uploads")(e, a);
    },
  ],
  [
    "the name of the bucket of states",
    "data.tfstate: makes the bucket name shop-prod-tfstate-111111111111, which is the bucket of the states; choose another key",
    keyed("tfstate"),
  ],
  [
    "the name of the bucket of access logs",
    "data.albLogs: makes the bucket name shop-prod-alb-logs-111111111111, which is the bucket of the load balancer's access logs; choose another key",
    keyed("albLogs"),
  ],
  [
    "an existing bucket by its URL",
    'data.uploads.existing.name: "s3://team-files" is not the name of a bucket; use 3 to 63 lower-case letters, digits, hyphens and dots, and no URL or ARN',
    existing("s3://team-files"),
  ],
  [
    "an existing bucket with the name of an address",
    'data.uploads.existing.name: "192.168.5.4" is not the name of a bucket; use 3 to 63 lower-case letters, digits, hyphens and dots, and no URL or ARN',
    existing("192.168.5.4"),
  ],
  [
    "an existing bucket by the alias of an access point",
    'data.uploads.existing.name: "files-s3alias" is a name that S3 keeps for itself; write the name of a general purpose bucket',
    existing("files-s3alias"),
  ],
];

describe("a mistake with a bucket", () => {
  it.each(cases)("is told with path, value and remedy: %s", (_, message, change) => {
    expect(refused(change)).toBe(`environments/prod.ts → ${message}`);
  });

  it("is none with a bucket that is made or exists", () => {
    expect([refused(keyed("uploads")), refused(existing("team.files-2"))]).toEqual(["accepted", "accepted"]);
  });

  it("is told for a bucket that nobody says whether to protect", () => {
    expect(refused(keyed("uploads", {}))).toContain("environments/prod.ts → data.uploads.deletionProtected:");
  });
});
