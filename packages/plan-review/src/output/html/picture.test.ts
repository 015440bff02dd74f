import type { PlannedStack } from "../../review/review-plans";
import { reviewPlans } from "../../review/review-plans";
import { created, planOf } from "../../testing/plans";
import { picture } from "./picture";

const stack = (id: string, dependencies: readonly string[] = []): PlannedStack => ({
  id,
  plan: planOf([created("aws_iam_role.a", {})]),
  dependencies,
});

/** Left edges of the boxes, by stack, and what stands below the picture. */
function drawn(...stacks: readonly PlannedStack[]) {
  const text = picture(reviewPlans(stacks))?.text ?? "";
  const boxes = [...text.matchAll(/<title>([^<]+)<\/title><rect class="ground" x="(\d+)" y="(\d+)"/g)];
  return {
    places: new Map(boxes.map(([, id, x, y]) => [id, { x: Number(x), y: Number(y) }])),
    caption: /<figcaption[^>]*>([^<]*)/.exec(text)?.[1],
  };
}

describe("the picture of the stacks", () => {
  it("draws stacks that read nothing from each other side by side, in no order", () => {
    const { places, caption } = drawn(...["a", "b", "c", "d"].map((id) => stack(id)));
    const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => places.get(id));
    expect([b?.y, c?.y]).toEqual([a?.y, a?.y]);
    expect(new Set([a?.x, b?.x, c?.x]).size).toBe(3);
    expect(d).toMatchObject({ x: a?.x });
    expect(d?.y).toBeGreaterThan(a?.y ?? 0);
    expect(caption).toBe("None of the stacks reads from another: their order does not matter.");
  });

  it("draws what reads to the right of what it reads, and what stands alone below", () => {
    const { places, caption } = drawn(stack("network"), stack("alone"), stack("service", ["network"]));
    const [network, alone, service] = ["network", "alone", "service"].map((id) => places.get(id));
    expect(service?.x).toBeGreaterThan(network?.x ?? 0);
    expect(alone?.y).toBeGreaterThan(network?.y ?? 0);
    expect(caption).toBe("Order of a deploy: network → service. At any time: alone.");
  });
});
