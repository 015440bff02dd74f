import { describeContainers } from "./containers";

const WEB = {
  name: "web",
  image: "repo@sha256:aaa",
  cpu: 256,
  environment: [
    { name: "LOG", value: "info" },
    { name: "OLD", value: "1" },
  ],
};

describe("describeContainers", () => {
  it("tells the image from which to which", () => {
    expect(describeContainers([WEB], [{ ...WEB, image: "repo@sha256:bbb" }])).toEqual([
      "~ web: image repo@sha256:aaa → repo@sha256:bbb",
    ]);
  });

  it("tells variables by name", () => {
    const environment = [
      { name: "NEW", value: "x" },
      { name: "LOG", value: "debug" },
    ];
    expect(describeContainers([WEB], [{ ...WEB, environment }])).toEqual([
      "~ web: variable LOG info → debug",
      "- web: variable OLD",
      "+ web: variable NEW=x",
    ]);
  });

  it("tells everything else by its path", () => {
    const secrets = [{ name: "KEY", valueFrom: "arn:1" }];
    expect(
      describeContainers([{ ...WEB, secrets }], [{ ...WEB, cpu: 512, secrets: [{ name: "KEY", valueFrom: "arn:2" }] }]),
    ).toEqual(["~ web: cpu: 256 → 512", '~ web: secrets[KEY].valueFrom: "arn:1" → "arn:2"']);
  });

  it("tells containers that come and go", () => {
    expect(describeContainers([WEB], [{ name: "proxy", image: "envoy" }])).toEqual([
      "+ container proxy: image envoy",
      "- container web",
    ]);
    expect(describeContainers(undefined, [WEB])).toEqual(["+ container web: image repo@sha256:aaa"]);
  });

  it("copes with definitions that are none", () => {
    expect(describeContainers([null, 1, { name: "a", environment: [null, 7] }], { a: 1 })).toEqual(["- container a"]);
  });
});
