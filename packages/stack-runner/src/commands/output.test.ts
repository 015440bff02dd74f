import { formatOutputs, type Outputs, plainOutputs } from "./output";

const OUTPUTS: Outputs = {
  "infra-network": {
    vpc_id: { value: "vpc-1", sensitive: false },
    private_subnet_ids: { value: ["subnet-1", "subnet-2"], sensitive: false },
    zones: { value: 2, sensitive: false },
    password: { value: "hunter2", sensitive: true },
  },
  "infra-dns": {},
};

describe("formatOutputs", () => {
  it("prints a name and a value a line, hides secrets, and says when there is nothing", () => {
    expect(formatOutputs(OUTPUTS)).toBe(`infra-network
  vpc_id = vpc-1
  private_subnet_ids = ["subnet-1","subnet-2"]
  zones = 2
  password = (sensitive)

infra-dns
  no outputs: not deployed, or it publishes none`);
  });
});

describe("plainOutputs", () => {
  it("keeps values as they are and leaves secrets out", () => {
    expect(plainOutputs(OUTPUTS)).toEqual({
      "infra-network": { vpc_id: "vpc-1", private_subnet_ids: ["subnet-1", "subnet-2"], zones: 2 },
      "infra-dns": {},
    });
  });
});
