import { planOf } from "../testing/plans";
import { deployOrder } from "./deploy-order";

function reading(...sources: readonly string[]) {
  const references = sources.map((source) => `data.terraform_remote_state.${source}.outputs.x`);
  return planOf([], {
    configuration: { root_module: { resources: [{ address: "a.b", expressions: { x: { references } } }] } },
  });
}

function order(stacks: Parameters<typeof deployOrder>[0]): string[] {
  return deployOrder(stacks).map(({ stack }) => stack.id);
}

describe("deployOrder", () => {
  it("puts what is read before what reads it, else keeps the order", () => {
    const plan = planOf([]);
    const stacks = [
      { id: "service", plan, dependencies: ["edge", "image"] },
      { id: "dns", plan },
      { id: "edge", plan, dependencies: ["network"] },
      { id: "network", plan },
      { id: "image", plan },
    ];
    expect(order(stacks)).toEqual(["network", "edge", "image", "service", "dns"]);
  });

  it("finds out who reads whom by the names of the remote states", () => {
    const stacks = [
      { id: "infra-edge", plan: reading("infra_network", "somewhere_else") },
      { id: "infra-network", plan: planOf([]) },
    ];
    expect(order(stacks)).toEqual(["infra-network", "infra-edge"]);
    expect(deployOrder(stacks)[1]?.readsFrom).toEqual(["infra-network"]);
  });

  it("ends also where stacks read from each other, or from themselves", () => {
    expect(
      order([
        { id: "a", plan: reading("b") },
        { id: "b", plan: reading("a", "b") },
      ]),
    ).toEqual(["b", "a"]);
  });

  it("passes over stacks that are not among those reviewed", () => {
    expect(order([{ id: "a", plan: planOf([]), dependencies: ["gone"] }])).toEqual(["a"]);
  });
});
