import { describeDashboard } from "./dashboard";

function widget(title: string | undefined, rest: object = {}) {
  return { type: "metric", properties: { ...(title && { title }), ...rest } };
}

describe("describeDashboard", () => {
  it("tells widgets by their titles", () => {
    const before = { widgets: [widget("CPU", { period: 60 }), widget("Old")] };
    const after = { widgets: [widget("New"), widget("CPU", { period: 300 })] };
    expect(describeDashboard(before, after)).toEqual([
      "+ widget New",
      "~ CPU: properties.period: 60 → 300",
      "- widget Old",
    ]);
  });

  it("tells widgets apart that have the same title, or none", () => {
    const before = { widgets: [widget("CPU"), widget("CPU"), widget(undefined)] };
    expect(describeDashboard(before, { widgets: [widget("CPU")] })).toEqual(["- widget CPU (2)", "- widget metric"]);
  });

  it("copes with a dashboard that is none", () => {
    expect(describeDashboard({ widgets: 1 }, [null])).toEqual([]);
    expect(describeDashboard(undefined, { widgets: [null] })).toEqual(["+ widget without a title"]);
  });
});
