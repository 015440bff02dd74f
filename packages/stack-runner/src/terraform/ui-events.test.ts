import { changeText, parseUiEvent } from "./ui-events";

describe("parseUiEvent", () => {
  it("reads an event of Terraform's", () => {
    const line =
      '{"@level":"info","@message":"Plan: 1 to add","changes":{"add":1,"change":0,"import":0,"remove":0,"operation":"plan"},"type":"change_summary"}';

    expect(parseUiEvent(line)).toMatchObject({ type: "change_summary", changes: { add: 1, operation: "plan" } });
  });

  it.each(["", "panic: runtime error", "{ this is no JSON", "Interrupt received."])("takes %j for no event", (line) => {
    expect(parseUiEvent(line)).toBeUndefined();
  });
});

describe("changeText", () => {
  it("names what counts, in Terraform's order", () => {
    expect(changeText({ add: 14, change: 1, remove: 2, import: 3, operation: "plan" })).toBe(
      "14 to add, 1 to change, 2 to destroy, 3 to import",
    );
  });

  it("leaves out what is zero", () => {
    expect(changeText({ add: 0, change: 1, remove: 0, operation: "plan" })).toBe("1 to change");
  });

  it("says so when nothing changes that Terraform counts", () => {
    expect(changeText({ add: 0, change: 0, remove: 0, operation: "plan" })).toBe("only outputs or addresses to change");
  });
});
