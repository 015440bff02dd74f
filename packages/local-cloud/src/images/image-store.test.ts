import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImageStore, type ProcessImage } from "./image-store";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

let folder: string;
let store: ImageStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "images-"));
  store = new ImageStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const describeImage = (place: string): ProcessImage => ({
  uri: `local/flask@${DIGEST}`,
  digest: DIGEST,
  workingDirectory: join(place, "app"),
  workdir: "/app",
  bin: "/bin",
  environment: {},
  entryPoint: [],
  command: "true",
});

function write(place: string, content = "here"): void {
  mkdirSync(join(place, "app"));
  writeFileSync(join(place, "app/content"), content);
}

describe("the image store", () => {
  it("finds an image by its digest, under whatever name", () => {
    const image = store.add(DIGEST, (place) => write(place, "here"), describeImage);
    for (const reference of [image.uri, DIGEST, `localhost:4566/other@${DIGEST}`]) {
      expect(store.find(reference)).toEqual(image);
    }
    expect(readFileSync(join(image.workingDirectory, "content"), "utf8")).toBe("here");
  });

  it.each(["local/flask", "local/flask:latest", `${DIGEST}0`, "local/flask@sha256:0123", `local/flask@${DIGEST}/..`])(
    "finds nothing under %s",
    (reference) => {
      store.add(DIGEST, write, describeImage);
      expect(store.find(reference)).toBeUndefined();
    },
  );

  it("never shows half an image, and leaves nothing of one behind", () => {
    const fill = (place: string) => {
      writeFileSync(join(place, "half"), "");
      expect(store.find(DIGEST)).toBeUndefined();
      throw new Error("the disk is full");
    };
    expect(() => store.add(DIGEST, fill, describeImage)).toThrow("the disk is full");
    expect(store.find(DIGEST)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes an image whose description was damaged for none", () => {
    const { workingDirectory } = store.add(DIGEST, write, describeImage);
    writeFileSync(join(workingDirectory, "../manifest.json"), "{");
    expect(store.find(DIGEST)).toBeUndefined();
  });

  it("takes an image whose files are elsewhere for none, as in a checkout that was moved", () => {
    store.add(DIGEST, write, describeImage);
    const moved = `${folder}-moved`;
    renameSync(folder, moved);
    try {
      expect(new ImageStore(moved).find(DIGEST)).toBeUndefined();
    } finally {
      renameSync(moved, folder);
    }
  });

  it("keeps the first of several that are added at once", () => {
    const whileAnotherAddsIt = (place: string) => {
      write(place, "second");
      new ImageStore(folder).add(DIGEST, (other) => write(other, "first"), describeImage);
    };
    const image = store.add(DIGEST, whileAnotherAddsIt, describeImage);
    expect(readFileSync(join(image.workingDirectory, "content"), "utf8")).toBe("first");
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("replaces an image that was damaged", () => {
    const { workingDirectory } = store.add(DIGEST, (place) => write(place, "first"), describeImage);
    rmSync(join(workingDirectory, "../manifest.json"));
    store.add(DIGEST, (place) => write(place, "second"), describeImage);
    expect(readFileSync(join(workingDirectory, "content"), "utf8")).toBe("second");
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
