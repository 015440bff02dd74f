import { synthesized } from "../synthesized-app";
import { otherEnvironments } from "../testing/applications";
import { type Box, boxWidth, FONT_SIZE, PADDING } from "./box";
import { architecturePicture } from "./picture";
import { place } from "./placement";
import { stackGraph } from "./stack-graph";
import { textWidth } from "./text-width";

const box = (id: string, ...from: readonly string[]): Box => ({
  id,
  title: id,
  lines: [],
  takes: from.map((other) => ({ from: other, lines: [other] })),
});

describe("the architecture picture", () => {
  it.each(otherEnvironments.map((environment) => [environment.name, environment] as const))(
    "says that it shows %s, and everything in it",
    (name, environment) => {
      const picture = architecturePicture(environment, stackGraph(synthesized(environment)));
      expect(picture).toContain(`The stacks of ${name}`);
      for (const { key } of [...environment.services, ...environment.data]) expect(picture).toContain(key);
    },
  );

  it("gives every box the width of its longest text in the widest of the usual fonts", () => {
    const line = "aws_s3_bucket_server_side_encryption_configuration";
    // As wide as a browser draws it in DejaVu Sans at 12 pixels.
    expect(textWidth(line, FONT_SIZE)).toBeCloseTo(320, -1);
    expect(boxWidth({ ...box("a"), lines: [line] })).toBeGreaterThanOrEqual(320 + 2 * PADDING);
  });

  it("leads every arrow to the right, and past the boxes that it does not mean", () => {
    const { boxes, arrows } = place([box("a"), box("b", "a"), box("c", "a", "b")]);
    expect(arrows).toHaveLength(3);
    for (const points of arrows) {
      expect(points.map(({ x }) => x)).toEqual(points.map(({ x }) => x).sort((one, other) => one - other));
    }
    const [b] = boxes.filter(({ box: { id } }) => id === "b");
    const past = arrows.find((points) => points.length > 2) ?? [];
    for (const { y } of past.slice(1, -1)) {
      expect(y < (b?.y ?? 0) || y > (b?.y ?? 0) + (b?.height ?? 0)).toBe(true);
    }
  });
});
