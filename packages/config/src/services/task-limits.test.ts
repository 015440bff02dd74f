import { taskLimits } from "./task-limits";

describe("the limits of a service's tasks", () => {
  const tasks = { minimum: 2, maximum: 4 };

  it("are its own without a schedule", () => {
    expect(taskLimits({ tasks, scaling: { schedule: [] } })).toEqual({ minimum: 2, maximum: 4 });
  });

  it("are the widest that a schedule sets, so that a night without tasks is no alarm", () => {
    const schedule = [
      { minimum: 0, maximum: 1 },
      { minimum: 3, maximum: 12 },
    ];
    expect(taskLimits({ tasks, scaling: { schedule } })).toEqual({ minimum: 0, maximum: 12 });
  });
});
